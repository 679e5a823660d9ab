namespace OrleansNaming.Tracks.Mutants;

/// <summary>The table that this program was compiled with.</summary>
internal static class PlantedMutants
{
    public static IReadOnlyList<(string Name, string Checker, string What)> All { get; } = Read();

    private static List<(string Name, string Checker, string What)> Read()
    {
        using var table = new StreamReader(typeof(PlantedMutants).Assembly.GetManifestResourceStream("mutants.txt")!);
        List<(string, string, string)> mutants = [];
        var (name, checker) = ("", "");
        while (table.ReadLine() is { } line)
        {
            (name, checker) = (Value(line, "mutant: ") ?? name, Value(line, "checker: ") ?? checker);
            if (Value(line, "what: ") is { } what)
            {
                mutants.Add((name, checker, what));
            }
        }

        return mutants;
    }

    private static string? Value(string line, string field) => line.StartsWith(field, StringComparison.Ordinal) ? line[field.Length..] : null;
}
