using Spectre.Console;

namespace Ramure.Kernel.CommandLine;

/// <summary>Shows how far long work is: a bar on a terminal, a line at each quarter elsewhere.</summary>
public static class LongWork
{
    /// <summary>Runs <paramref name="work"/>, which reports from 0 to 1. Everything is written on standard error.</summary>
    public static Task RunAsync(string label, Func<IProgress<double>, Task> work)
    {
        if (Console.IsErrorRedirected || Console.IsOutputRedirected)
            return work(new Lines(label));
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return console.Progress()
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
            .StartAsync(async context =>
            {
                var task = context.AddTask(Markup.Escape(label));
                await work(new Bar(task));
                task.Value = task.MaxValue;
            });
    }

    private sealed class Bar(ProgressTask task) : IProgress<double>
    {
        public void Report(double value) => task.Value = value * task.MaxValue;
    }

    private sealed class Lines : IProgress<double>
    {
        private readonly string label;
        private int quarter;

        public Lines(string label)
        {
            this.label = label;
            Console.Error.WriteLine($"{label}…");
        }

        public void Report(double value)
        {
            for (; quarter < 4 && value * 4 >= quarter + 1; quarter++)
                Console.Error.WriteLine($"{label} : {(quarter + 1) * 25} %");
        }
    }
}
