using OrleansNaming.Advertising;
using OrleansNaming.Log;
using OrleansNaming.Wire;

namespace OrleansNaming.Pull;

/// <summary>How an owner, or a peer that holds a copy, answers a pull (rows B5, B9; rules 3 and 6). Pure.</summary>
internal static class ChangesAnswer
{
    /// <param name="request">What is asked.</param>
    /// <param name="held">The answerer's copy; null when it holds none.</param>
    /// <param name="log">The owner's log; null for a peer, which always answers with the whole list.</param>
    /// <param name="interval">The owner's T.</param>
    public static ChangesReply To(ChangesRequest request, Advertisement? held, ChangeLog? log, TimeSpan interval)
    {
        if (held is null)
        {
            return Answer(ChangesOutcome.Unknown, default, null, []);
        }

        if (request.Mode != PullMode.Snapshot)
        {
            if (request.Since == held.Stamp && request.SinceDigest == held.Digest)
            {
                return Answer(ChangesOutcome.NotModified, held.Stamp, null, []);
            }

            if (request.Since > held.Stamp)
            {
                return Answer(ChangesOutcome.Behind, held.Stamp, null, []);
            }

            if (request.Since < held.Stamp && log?.Since(request.Since) is { } delta)
            {
                return Answer(ChangesOutcome.Delta, held.Stamp, delta, held.Inherits);
            }
        }

        return Answer(ChangesOutcome.Snapshot, held.Stamp, AdvertisementFold.Full(held), held.Inherits);

        ChangesReply Answer(ChangesOutcome outcome, Stamp current, Delta? delta, IReadOnlyList<Stamp> inherits) =>
            new(outcome, request.Server, current, delta, inherits, interval);
    }
}
