using OrleansNaming.Simulation.Chance;
using OrleansNaming.Simulation.Checking;
using OrleansNaming.Wire;

namespace OrleansNaming.Simulation.Networking;

/// <summary>
/// A message with one bit wrong that still reads well, and says something else of a list: what the sums of UDP and TCP let through (Stone and
/// Partridge, "When the CRC and TCP checksum disagree", 2000). In a cluster without keys nothing but the digest of rule 8 guards a line.
/// Stamps and digests themselves are left alone: who could change those could say anything.
/// </summary>
internal static class FlippedList
{
    private const int TriesMax = 8;

    /// <summary>The message with another list in it; null when it carries none, or no bit that was tried gives one.</summary>
    public static ReadOnlyMemory<byte>? Of(ReadOnlyMemory<byte> bytes, Prng dice)
    {
        if (Open(bytes.Span) is not { } whole || ListOf(whole.Message) is not { Puts.Count: > 0 } list)
        {
            return null;
        }

        var flipped = bytes.ToArray();
        for (var i = 0; i < TriesMax; i++)
        {
            var (at, bit) = (dice.Below(flipped.Length), (byte)(1 << dice.Below(8)));
            flipped[at] ^= bit;
            if (Open(flipped) is { } other && OnlyLinesDiffer(whole, other, list))
            {
                return flipped;
            }

            flipped[at] ^= bit;
        }

        return null;
    }

    private static Envelope? Open(ReadOnlySpan<byte> bytes)
    {
        Opener.TryOpen(bytes, World.Cluster, Keyring.Empty, Limits.SnapshotBytes, out var envelope);
        return envelope;
    }

    private static Delta? ListOf(Message message) => message switch
    {
        ChangesReply reply => reply.Delta,
        Notice notice => notice.Inline,
        _ => null,
    };

    private static bool OnlyLinesDiffer(Envelope whole, Envelope other, Delta list) =>
        ListOf(other.Message) is { } flipped
        && flipped.Puts.Count == list.Puts.Count && flipped.Removes.SequenceEqual(list.Removes)
        && flipped.Base == list.Base && flipped.Stamp == list.Stamp && flipped.Status == list.Status && flipped.Digest == list.Digest
        && flipped.Puts.Zip(list.Puts).Any(pair => !EntryEquality.Same(pair.First, pair.Second))
        && IsSameBut(whole, other);

    /// <summary>Whether all else is as it was, down to the sender.</summary>
    private static bool IsSameBut(Envelope whole, Envelope other) =>
        whole.Sender == other.Sender && whole.Boot == other.Boot && whole.Sequence == other.Sequence && whole.InReplyTo == other.InReplyTo
        && whole.ProbePort == other.ProbePort && whole.PullPort == other.PullPort
        && (whole.Message, other.Message) switch
        {
            (ChangesReply a, ChangesReply b) => a.Outcome == b.Outcome && a.Server == b.Server && a.Current == b.Current && a.Interval == b.Interval && a.Inherits.SequenceEqual(b.Inherits),
            (Notice a, Notice b) => a.Stamp == b.Stamp && a.Digest == b.Digest && a.Status == b.Status && a.Interval == b.Interval && a.AcknowledgementWanted == b.AcknowledgementWanted,
            _ => false,
        };
}
