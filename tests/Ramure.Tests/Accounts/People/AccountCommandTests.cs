using Microsoft.Data.Sqlite;
using Ramure.Hosting;

namespace Ramure.Tests.Accounts.People;

public sealed class AccountCommandTests
{
    [Fact]
    public async Task An_account_is_opened_shown_granted_closed_and_reopened_from_the_command_line()
    {
        var folder = Directory.CreateTempSubdirectory("ramure_accounts_").FullName;
        try
        {
            foreach (var (expected, line) in ((int, string)[])
            [
                (0, "create-administrator camille@exemple.test --name Camille"),
                (1, "create-administrator camille@exemple.test --name Camille"),
                (1, "create-administrator nobody --name Camille"),
                (0, "list --json"), (0, "show camille@exemple.test"), (1, "show inconnue@exemple.test"), (0, "sessions camille@exemple.test"),
                (0, "reset-link camille@exemple.test"), (1, "reset-second-factor camille@exemple.test"), (1, "reset-second-factor inconnue@exemple.test"), (0, "end-sessions camille@exemple.test"),
                (1, "close camille@exemple.test --reason départ"),
                (0, "create-administrator dominique@exemple.test --name Dominique"),
                (0, "close camille@exemple.test --reason départ"), (0, "reopen camille@exemple.test"),
                (0, "grant camille@exemple.test --role oversight-reader --unit *"), (1, "grant camille@exemple.test --role pape --unit *"),
                (0, "invite sacha@exemple.test --role oversight-reader --unit * --until 2098-12-31"), (0, "invite dom@exemple.test --role oversight-reader --unit * --by-mail"), (1, "revoke 0190a1b2-0000-7000-8000-000000000001"),
            ])
                Assert.True(expected == await RamureCommandLine.InvokeAsync(["accounts", .. line.Split(' '), "--data", folder]), line);
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            Directory.Delete(folder, true);
        }
    }
}
