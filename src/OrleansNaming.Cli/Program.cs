namespace OrleansNaming.Cli;

internal static class Program
{
    private static int Main()
    {
        Console.WriteLine("naming: no verb exists yet");
        return 2;
    }
}
