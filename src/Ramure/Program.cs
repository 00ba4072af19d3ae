using Ramure.Hosting;

return await RamureCommandLine.InvokeAsync(args);
