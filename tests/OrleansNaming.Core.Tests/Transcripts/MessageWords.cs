using OrleansNaming.Wire;

namespace OrleansNaming.Core.Tests.Transcripts;

/// <summary>One readable line a message.</summary>
internal sealed class MessageWords(Symbols symbols)
{
    private readonly EntryText _entries = new(symbols);

    /// <summary>How commands name the message.</summary>
    public static string KindOf(Message message) => message switch
    {
        ProbeReply => "echo",
        IndirectProbe => "help",
        IndirectReply => "helped",
        Acknowledgement => "ack",
        _ => message.GetType().Name.ToLowerInvariant(),
    };

    /// <param name="sender">Whose notice it is.</param>
    /// <param name="receiver">Whose state it acknowledges.</param>
    /// <param name="message">What to put into words.</param>
    public string Of(ServerId sender, ServerId receiver, Message message) => message switch
    {
        Notice notice => NoticeText(sender, notice),
        Chunk chunk => $"chunk {chunk.Index + 1} of {chunk.Count} of {symbols.Of(sender, chunk.Stamp)}",
        Hello => "hello",
        Summary summary => $"summary{(summary.Ready ? "" : ", not ready")}: {OfYou(summary)}, {EntryText.Listed([.. summary.Holdings.Select(HoldingText)])}",
        Probe probe => $"probe {probe.Server}",
        ProbeReply reply => reply.IsMe ? $"echo {symbols.Of(sender, reply.Stamp)}" : "not me",
        IndirectProbe probe => $"help: probe {probe.Server}",
        IndirectReply reply => reply.IsMe ? $"helped: {reply.Server} answers, {symbols.Of(reply.Server, reply.Stamp)}" : $"helped: not {reply.Server}",
        Acknowledgement ack => $"ack {symbols.Of(receiver, ack.Stamp)}",
        ChangesRequest request => $"{request.Server} since {symbols.Of(request.Server, request.Since)}, {request.Mode.ToString().ToLowerInvariant()}",
        ChangesReply reply => ReplyText(reply),
        DumpRequest => "dump",
        DumpReply dump => $"dump: {EntryText.Listed([.. dump.Owners.Select(owner => symbols.Of(owner.Holding.Server, owner.Holding.Stamp))])}",
        BucketsRequest => "what differs?",
        BucketsReply reply => reply.Holdings.Count == 0 ? "nothing differs" : string.Join(" ", reply.Holdings.Select(HoldingText)),
        GuestRequest request => $"{(request.Action == GuestAction.Renew ? "renew" : "take over")} {(request.Record is null ? $"{request.Name}/{request.InstanceId}" : EntryText.Of(request.Record))}",
        GuestReply reply => reply.Accepted ? "yes" : "no",
        _ => message.GetType().Name,
    };

    private string NoticeText(ServerId sender, Notice notice) =>
        $"notice {symbols.Of(sender, notice.Stamp)}"
        + (notice.Status == OwnerStatus.Serving ? "" : $" {notice.Status.ToString().ToLowerInvariant()}")
        + (notice.AcknowledgementWanted ? ", ack?" : "")
        + (notice.Inline is null ? "" : $" with {_entries.Of(sender, notice.Inline)}");

    private string OfYou(Summary summary) => summary.OfYou is null ? "of you nothing" : $"of you {symbols.Of(summary.OfYou.Server, summary.OfYou.Stamp)}";

    private string HoldingText(Holding holding) =>
        symbols.Of(holding.Server, holding.Stamp) + (holding.State == OwnerState.Alive ? "" : $" ({holding.State.ToString().ToLowerInvariant()})");

    private string ReplyText(ChangesReply reply) => reply.Outcome switch
    {
        ChangesOutcome.Delta or ChangesOutcome.Snapshot => $"{reply.Outcome.ToString().ToLowerInvariant()}: {_entries.Of(reply.Server, reply.Delta!)}",
        _ => $"{reply.Outcome.ToString().ToLowerInvariant()}: {symbols.Of(reply.Server, reply.Current)}",
    };
}
