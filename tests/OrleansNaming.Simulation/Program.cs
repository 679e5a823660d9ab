namespace OrleansNaming.Simulation;

internal static class Program
{
    private static int Main()
    {
        Console.WriteLine("sim: no world exists yet");
        return 2;
    }
}
