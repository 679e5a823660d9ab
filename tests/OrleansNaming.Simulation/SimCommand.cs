using OrleansNaming.Simulation.Orleans;
using OrleansNaming.Simulation.Reporting;

namespace OrleansNaming.Simulation;

/// <summary><c>naming sim</c>: real nodes in a simulated world, from a seed.</summary>
public static class SimCommand
{
    /// <summary>Runs the command.</summary>
    /// <param name="args">What follows <c>naming sim</c>.</param>
    /// <param name="output">Where to write.</param>
    /// <returns>0 when every promise held, 1 when one was broken, 2 for wrong arguments.</returns>
    public static int Run(string[] args, TextWriter output) => Run(args, output, mutants: null);

    internal static int Run(string[] args, TextWriter output, IMutants? mutants)
    {
        if (args is ["--help" or "-h" or "-?"])
        {
            output.WriteLine(SimArguments.Usage);
            return 0;
        }

        if (SimArguments.Parse(args, out var wrong) is not { } arguments)
        {
            output.WriteLine(wrong);
            output.WriteLine(SimArguments.Usage);
            return 2;
        }

        if (arguments.ListMutants || arguments.Mutant is not null)
        {
            return MutantCommand.Run(arguments, output, mutants);
        }

        if (arguments.Idle)
        {
            return Rest(output);
        }

        if (arguments.IsStory)
        {
            return new Story(output).Tell();
        }

        return new SeedSweep(arguments, output).Run();
    }

    private static int Rest(TextWriter output)
    {
        new IdleSilos(output).Run(noticesPerSecondMax: null);
        var silos = new IdleSilos(output);
        silos.Run(noticesPerSecondMax: 5);
        return silos is { NoticesPerSecond: <= 5, Writes: 0 } ? 0 : 1;
    }
}
