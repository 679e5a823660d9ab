using OrleansNaming.Log;
using OrleansNaming.Wire;

namespace OrleansNaming.Pull;

/// <summary>
/// Answers pulls for a server whose process is gone, from its stored journal. It speaks with a boot of its own, so that no answer counts as hearing the
/// process: a new activation knows no lease.
/// </summary>
/// <param name="cluster">The cluster's name.</param>
/// <param name="server">Whose journal it is.</param>
/// <param name="boot">128 random bits, new for each activation.</param>
/// <param name="audience">Who may hear what stands there: to anybody else the server is unknown (row E36).</param>
internal sealed class StoredAnswers(string cluster, ServerId server, BootId boot, IAudience audience)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly Sealer _sealer = new(cluster, server, boot, probePort: 0, pullPort: 0, Keyring.Empty);

    private FencedJournal? _decoded;
    private Advertisement? _list;

    /// <summary>The sealed answer, or nothing for what is no pull.</summary>
    public byte[] Answer(FencedJournal journal, ReadOnlySpan<byte> request)
    {
        if (Opener.TryOpen(request, cluster, Keyring.Empty, Limits.BodyBytes, out var envelope) != OpenResult.Opened
            || envelope?.Message is not ChangesRequest changes || changes.Server != server)
        {
            return [];
        }

        if (_decoded != journal)
        {
            (_decoded, _list) = (journal, Journal.Recover(journal.Bytes.Span).Advertisement);
        }

        var told = audience.MayHear(envelope.Sender, server) ? _list : null;
        return _sealer.Seal(ChangesAnswer.To(changes, told, log: null, Interval), envelope.Sequence);
    }
}
