namespace OrleansNaming;

/// <summary>Which planted bug is on. One at a time, for the whole program.</summary>
internal static class Mutation
{
    private static volatile string? _active;

    public static bool Is(string name) => _active == name;

    public static void Activate(string? name) => _active = name;
}
