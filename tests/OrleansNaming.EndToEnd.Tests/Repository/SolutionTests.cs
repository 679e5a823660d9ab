namespace OrleansNaming.EndToEnd.Tests.Repository;

public sealed class SolutionTests
{
    [Fact]
    public void Every_project_is_in_the_solution()
    {
        var solution = File.ReadAllText(RepositoryRoot.File("OrleansNaming.sln")).Replace('\\', '/');

        var forgotten = Tree.Files("*.csproj", "src", "tests", "bench", "samples").Where(project => !solution.Contains($"\"{project}\"", StringComparison.Ordinal));

        Findings.None(forgotten);
    }
}
