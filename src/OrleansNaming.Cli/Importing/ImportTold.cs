using OrleansNaming.Cli.Connections;

namespace OrleansNaming.Cli.Importing;

/// <summary>Tells people and programs what a bridge finds; what stays as it is is told once.</summary>
internal sealed class ImportTold(Terminal terminal, bool wantsJson)
{
    /// <summary>Invariant: what stood in the last comparison beside the differences.</summary>
    private HashSet<ImportLine> _standing = [];
    private string? _trouble;

    public void Did(ImportStep step) => Say(LineOf(step));

    /// <summary>What is not mirrored, and why.</summary>
    public void Standing(IEnumerable<ImportStep> here, IEnumerable<string> leftOut)
    {
        var now = here.Select(LineOf).Concat(leftOut.Select(why => new ImportLine("leftOut", null, null, why))).ToHashSet();
        foreach (var line in now.Where(line => !_standing.Contains(line)))
        {
            Say(line);
        }

        _standing = now;
    }

    /// <summary>The other registry, or naming, does not answer; null: all is well.</summary>
    public void Trouble(string? trouble)
    {
        if (trouble != _trouble)
        {
            Say(trouble is null ? new ImportLine("again", null, null, "all is read again") : new ImportLine("trouble", null, null, $"{trouble}; what is mirrored stays"));
            _trouble = trouble;
        }
    }

    /// <summary>One comparison in one line, for people.</summary>
    public void Sum(IReadOnlyCollection<ImportStep> steps, int leftOut)
    {
        if (!wantsJson)
        {
            int Count(ImportStepKind kind) => steps.Count(step => step.Kind == kind);
            terminal.Say($"{Count(ImportStepKind.Added)} added, {Count(ImportStepKind.Changed)} changed, {Count(ImportStepKind.Removed)} removed, {Count(ImportStepKind.Same)} the same, {Count(ImportStepKind.Here)} here already, {leftOut} left out");
        }
    }

    private static ImportLine LineOf(ImportStep step) => new(Api.ApiWord.Of(step.Kind), step.Key.Name, step.Key.InstanceId, step.Why);

    private void Say(ImportLine line)
    {
        if (wantsJson)
        {
            terminal.Json(line, CliJson.Default.ImportLine);
        }
        else
        {
            terminal.Say($"{line.Kind,-8} {(line.Name is null ? "" : $"{line.Name}/{line.Instance}   ")}{line.Text}");
        }
    }
}
