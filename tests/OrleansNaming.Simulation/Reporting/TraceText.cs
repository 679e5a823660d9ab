using System.Globalization;
using OrleansNaming.Node;
using OrleansNaming.Wire;

namespace OrleansNaming.Simulation.Reporting;

/// <summary>Turns a line into words.</summary>
internal static class TraceText
{
    /// <summary>Whether a reader of a failure wants the line: what only beats time is left out.</summary>
    public static bool IsTelling(TraceLine line) => line.What switch
    {
        Ticked or DatagramReceived or Multicast or Unicast => false,
        Observed { What.Kind: ObservationKind.NoticeIgnored or ObservationKind.Announced or ObservationKind.Dropped } => false,
        Observed => true,
        Call { Request: Probe } or Reply { Answer: ProbeReply } or CallReceived => false,
        Persisted or CallAnswered or Published => false,
        _ => true,
    };

    public static string Format(TraceLine line, World world)
    {
        var who = line.Process?.ToString() ?? "world";
        return string.Create(CultureInfo.InvariantCulture, $"{line.At.TotalSeconds,10:F4} {who,-12} {Describe(line.What, world)}");
    }

    public static string Describe(object what, World world) => what switch
    {
        string text => text,
        Started started => $"← started with {started.Stored.Length} stored bytes",
        Ticked => "← tick",
        DatagramReceived datagram => $"← {Open(datagram.Bytes, world)} from {datagram.Source}",
        DatagramRefused refused => $"← nobody listens at {refused.Target}",
        CallReceived call => $"← asked #{call.Id}: {Open(call.Bytes, world)}",
        CallAnswered answered => $"← answer to call {answered.Id}: {Open(answered.Bytes, world)}",
        CallFailed failed => $"← call {failed.Id} {(failed.Refused ? "refused" : "failed")}",
        ChangeRequested requested => $"← wants {Wish(requested.Change)}",
        Persisted persisted => $"← write {persisted.Id} is durable",
        PersistFailed failed => $"← write {failed.Id} failed: {failed.Message}",
        PeersFound found => $"← {found.Seeds.Count} seeds found",
        LeaveRequested => "← leave",
        Multicast multicast => $"→ all: {Open(multicast.Bytes, world)}",
        Unicast unicast => $"→ {Name(unicast.To, world)}: {Open(unicast.Bytes, world)}",
        Call call => $"→ {Name(call.To, world)}: call {call.Id} {Message(call.Request)}",
        Reply reply => $"→ answers #{reply.Id}: {(reply.Answer is null ? "refused unread" : Message(reply.Answer))}",
        Persist persist => $"→ writes {persist.Id}: {persist.Bytes.Length} bytes{(persist.Replace ? ", replacing all" : "")}",
        Completed completed => $"→ {completed.Refusal} {completed.Token} {completed.Message}",
        Published published => $"→ tells {string.Join(", ", published.Changes.Select(Change))}",
        Observed observed => Observation(observed.What),
        Ended ended => $"→ ends: {ended.Failure ?? "left"}",
        _ => what.ToString() ?? "",
    };

    public static string Message(Message message) => message switch
    {
        Notice notice => $"notice {notice.Stamp} {notice.Status}{(notice.Inline is { } d ? $" with {Lines(d)} since {d.Base}" : "")}{(notice.AcknowledgementWanted ? " ack?" : "")}",
        Chunk chunk => $"chunk {chunk.Index + 1}/{chunk.Count} of {chunk.Stamp}",
        Hello => "hello",
        Summary summary => $"summary {summary.Part + 1}/{summary.Parts}{(summary.Ready ? " ready" : "")} of you {summary.OfYou?.Stamp} [{string.Join(' ', summary.Holdings.Select(Held))}]",
        Probe probe => $"are you {probe.Server}?",
        ProbeReply reply => reply.IsMe ? $"I am, at {reply.Stamp}" : "not me",
        IndirectProbe probe => $"probe {probe.Server} for me",
        IndirectReply reply => $"{reply.Server} {(reply.IsMe ? "lives" : "is another")} at {reply.Stamp}",
        Acknowledgement acknowledgement => $"have {acknowledgement.Stamp}",
        ChangesRequest request => $"changes of {request.Server} since {request.Since} ({request.Mode})",
        ChangesReply reply => $"{reply.Outcome} of {reply.Server} at {reply.Current}{(reply.Delta is { } d ? $": {Lines(d)} since {d.Base}" : "")}",
        DumpReply dump => $"dump of {dump.Owners.Count} owners",
        BucketsReply buckets => $"buckets [{string.Join(' ', buckets.Holdings.Select(Held))}]",
        GuestRequest guest => $"{guest.Action} {guest.Name}/{guest.InstanceId} rev {guest.Revision}",
        GuestReply reply => reply.Accepted ? "accepted" : "not mine",
        _ => message.GetType().Name,
    };

    private static string Wish(Change change) => change switch
    {
        Bind bind => $"bind {bind.Registration.Name}/{bind.Registration.InstanceId}",
        RegisterGuest register => $"register {register.Registration.Name}/{register.Registration.InstanceId}",
        _ => change.ToString(),
    };

    private static string Lines(Delta delta) =>
        $"[{string.Join(' ', delta.Puts.Select(Line).Concat(delta.Removes.Select(key => $"-{key.Name}/{key.InstanceId}")))}]";

    private static string Line(Entry line) => line switch
    {
        Instance { Guest: { } guest } => $"{line.Name}/{line.InstanceId}@{guest.Revision}.{guest.Hold}",
        Tombstone tombstone => $"†{line.Name}/{line.InstanceId}@{tombstone.Revision}.{tombstone.Hold}",
        _ => $"{line.Name}/{line.InstanceId}",
    };

    private static string Held(Holding holding) => $"{holding.Server}={holding.Stamp}/{holding.State}";

    private static string Change(NamingChange change) => $"{change.Kind} {change.Name}/{change.Instance?.InstanceId} of {change.Owner} {change.Stamp}";

    private static string Observation(Observation what)
    {
        var since = what.Since.IsNone ? "" : $" since {what.Since}";
        var stamp = what.Stamp.IsNone ? "" : $" {what.Stamp}";
        return $"• {what.Kind} {what.Owner}{stamp}{since}{(what.Text.Length == 0 ? "" : $" ({what.Text})")}";
    }

    private static string Name(PeerAddress address, World world) =>
        (world.Network.FindByProbePort(address) ?? world.Network.FindByPullPort(address))?.ToString() ?? address.ToString();

    private static string Open(ReadOnlyMemory<byte> bytes, World world)
    {
        var result = Opener.TryOpen(bytes.Span, World.Cluster, world.Keys, Limits.SnapshotBytes, out var envelope);
        return envelope is null ? $"{bytes.Length} bytes, {result}" : $"{envelope.Sender} {Message(envelope.Message)}";
    }
}
