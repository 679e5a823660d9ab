using System.Globalization;
using System.Text.RegularExpressions;
using OrleansNaming.Node;

namespace OrleansNaming.Simulation.Reporting;

/// <summary>
/// Tells what led to a broken promise: of the many lines before it only those that move the plot, and of these only those about whom the
/// checker names. A reader sees some twenty lines instead of thousands; <c>--trace</c> has them all.
/// </summary>
internal sealed partial class StoryAround(World world, string message)
{
    private const int LinesMax = 25;

    private readonly HashSet<string> _names = [.. Words().Matches(message).Select(match => match.Value)];

    /// <summary>Whether a line may belong to a story. Cheap: asked of each line of a run.</summary>
    public static bool MayTell(object what) => what switch
    {
        string or Ended => true,
        ChangeRequested asked => asked.Change is not RenewGuest,
        Observed observed => observed.What.Kind is ObservationKind.IncarnationOpened or ObservationKind.Joined or ObservationKind.FetchStarted or ObservationKind.Applied
            or ObservationKind.Committed or ObservationKind.OwnerStateChanged or ObservationKind.GuestAdopted or ObservationKind.GuestExpired
            or ObservationKind.SupersededBy or ObservationKind.Alarm or ObservationKind.Isolated or ObservationKind.Reconnected or ObservationKind.Quarantined,
        _ => false,
    };

    /// <summary>The last lines that belong to it, oldest first.</summary>
    public IReadOnlyList<string> Tell(IReadOnlyList<TraceLine> lines) =>
        [.. lines.Where(IsAbout).TakeLast(LinesMax).Select(line => string.Create(
            CultureInfo.InvariantCulture, $"{line.At.TotalSeconds,9:F3} s  {line.Process?.ToString() ?? "world",-12} {Words(line)}"))];

    private string Words(TraceLine line) => line.What switch
    {
        string text => text,
        Observed { What.Kind: ObservationKind.Committed } observed => $"commits {observed.What.Stamp}",
        Observed { What.Kind: ObservationKind.Isolated } => "hears nobody",
        Observed { What.Kind: ObservationKind.Reconnected } => "hears others again",
        _ => StoryText.Of(line) ?? TraceText.Describe(line.What, world),
    };

    /// <summary>What one of them did to itself, or saw of another of them; and all that was done to the network.</summary>
    private bool IsAbout(TraceLine line)
    {
        var owner = (line.What as Observed)?.What.Owner.Value;
        return line.Process is { } process
            ? Has(process.Server) && (owner is null || _names.Contains(owner))
            : line.What is string text && (text.StartsWith("network", StringComparison.Ordinal) || text.Contains("all ", StringComparison.Ordinal) || Words().Matches(text).Any(match => _names.Contains(match.Value)));
    }

    private bool Has(ServerId server) => _names.Contains(server.Value) || !world.Machines.Any(machine => _names.Contains(machine.Server.Value));

    [GeneratedRegex("[a-z]+(-[0-9]+)?")]
    private static partial Regex Words();
}
