using System.CommandLine;

namespace OrleansNaming.Cli.Verbs.Tracks;

/// <summary><c>naming tracks</c>, <c>naming track …</c>, <c>naming group status</c>: who owns the work, how to move it, and tracks that people write.</summary>
internal static class TrackVerbs
{
    public static IEnumerable<Command> Create(Terminal terminal)
    {
        yield return TrackOwnersVerb.Create("tracks", terminal);
        yield return new Command("track", "Look at tracks, write one, or move it.")
        {
            TrackAddVerb.Create(terminal),
            TrackShowVerb.Create(terminal),
            TrackValidateVerb.Create(terminal),
            TrackRunVerb.Create(terminal),
            TrackRemoveVerb.Create(terminal),
            TrackStepsVerb.Create(terminal),
            TrackDeadLettersVerb.Create(terminal),
            TrackRetryVerb.Create(terminal),
            TrackOwnersVerb.Create("owners", terminal),
            TrackExplainVerb.Create(terminal),
            TrackMoveVerb.Create("claim", "Let the asked server claim a track that nobody owns.", "claimed: owned after two adverts, unless another server has more right to it", terminal),
            TrackMoveVerb.Create("release", "Take a track from the asked server, its owner.", "released: the others claim it now", terminal),
        };
        yield return ConnectionsVerb.Create(terminal);
        yield return new Command("group", "Look at a group of servers that share tracks.") { GroupStatusVerb.Create(terminal) };
    }
}
