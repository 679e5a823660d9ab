using System.Diagnostics;

namespace OrleansNaming.Core.Tests.Simulation;

/// <summary>A checker that finds nothing proves nothing: each planted bug is found by the checker that is there for it.</summary>
public sealed class MutantTests
{
    [Fact]
    [RunsAt(Tier.Gate)]
    public async Task Each_mutant_is_found_by_its_own_checker_and_not_without_it()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        var program = Path.Combine(
            RepositoryRoot.Path, "tests", "OrleansNaming.Mutants", "bin", folder.Parent!.Name, folder.Name, "OrleansNaming.Mutants.dll");
        using var hunt = Process.Start(new ProcessStartInfo("dotnet", [program, "--all"]) { RedirectStandardOutput = true })!;
        var said = await hunt.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await hunt.WaitForExitAsync(TestContext.Current.CancellationToken);
        TestContext.Current.TestOutputHelper?.WriteLine(said);
        Assert.True(hunt.ExitCode == 0, said);
    }
}
