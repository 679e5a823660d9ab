namespace OrleansNaming.Cli;

internal static class Program
{
    private static Task<int> Main(string[] args) => NamingTool.RunAsync(args, Console.Out, Console.Error);
}
