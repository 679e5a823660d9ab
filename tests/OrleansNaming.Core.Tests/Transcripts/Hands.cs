using OrleansNaming.Log;
using OrleansNaming.Node;
using OrleansNaming.Wire;

namespace OrleansNaming.Core.Tests.Transcripts;

/// <summary>Carries out what a node says must be done: the host of all nodes of a scene.</summary>
internal sealed class Hands(Scene scene)
{
    public const string Cluster = "transcripts";

    private readonly MessageWords _words = new(scene.Symbols);
    private readonly Events _events = new(scene);
    private readonly Calls _calls = new(scene);

    public void Carry(Actor actor, Output output)
    {
        switch (output)
        {
            case Multicast multicast:
                Send(actor, [.. scene.Actors.Where(other => other != actor)], "*", multicast.Bytes);
                break;
            case Unicast unicast when scene.Actors.FirstOrDefault(other => other.Address == unicast.To) is { } to:
                Send(actor, [to], to.Name, unicast.Bytes);
                break;
            case Call call:
                _calls.Ask(actor, call);
                break;
            case Reply reply:
                _calls.Answer(actor, reply);
                break;
            case Persist persist:
                Write(actor, persist);
                break;
            case Completed completed:
                Complete(actor, completed);
                break;
            case Published published:
                _events.Published(actor, published);
                break;
            case Observed observed:
                _events.Observed(actor, observed.What);
                break;
            case Ended ended:
                scene.Add($"{actor} ends{(ended.Failure is null ? "" : $": {ended.Failure}")}");
                actor.Die();
                break;
            default:
                break;
        }
    }

    public static Message Open(ReadOnlyMemory<byte> bytes)
    {
        var result = Opener.TryOpen(bytes.Span, Cluster, Keyring.Empty, Limits.SnapshotBytes, out var envelope);
        Assert.Equal(OpenResult.Opened, result);
        return envelope!.Message;
    }

    private void Send(Actor from, List<Actor> receivers, string receiver, ReadOnlyMemory<byte> bytes)
    {
        var message = Open(bytes);
        var kind = MessageWords.KindOf(message);
        var text = _words.Of(from.Server, receivers.Count == 1 ? receivers[0].Server : default, message);
        var fates = "";
        foreach (var to in receivers)
        {
            var arrive = () => scene.Step(to, new DatagramReceived(bytes, from.Host));
            var fate = scene.Post.Send(scene.Now, from, to, kind, $"{from} → {to}: {text}", arrive);
            fates += fate == LinkFate.Passes ? "" : $" ({fate.ToString().ToLowerInvariant()}{(receivers.Count > 1 ? $" for {to}" : "")})";
        }

        scene.Say(KindOf(from, message), $"{from} → {receiver}: {text}{fates}");
    }

    private static Told KindOf(Actor from, Message message)
    {
        switch (message)
        {
            case Notice notice:
                var repeats = notice.Stamp == from.Announced && notice.Inline is null;
                from.Announced = notice.Stamp;
                return !repeats ? Told.Notices : notice.AcknowledgementWanted ? Told.Acks : Told.Repeats;
            case Chunk:
                return Told.Notices;
            case Hello or Summary:
                return Told.Joining;
            case Acknowledgement:
                return Told.Acks;
            default:
                return Told.Probes;
        }
    }

    private void Write(Actor actor, Persist persist)
    {
        var arrive = () =>
        {
            actor.Disk = persist.Replace ? persist.Bytes.ToArray() : [.. actor.Disk, .. persist.Bytes.Span];
            if (scene.Trace.HasFlag(Told.Writes))
            {
                var stored = Journal.Recover(actor.Disk).Advertisement;
                scene.Say(Told.Writes, $"{actor} has on disk {scene.Symbols.Of(actor.Server, stored?.Stamp ?? default)}");
            }

            scene.Step(actor, new Persisted(persist.Id));
        };
        var fate = scene.Post.Send(scene.Now, actor, actor, "write", $"{actor} writes", arrive);
        if (fate != LinkFate.Passes)
        {
            scene.Say(Told.Writes, $"{actor} writes ({fate.ToString().ToLowerInvariant()})");
        }
    }

    private void Complete(Actor actor, Completed completed)
    {
        actor.Tickets.Remove(completed.Ticket, out var what);
        if (what is null && completed.Refusal == Refusal.None)
        {
            return; // One of many: only the first and the last are said.
        }

        var outcome = completed.Refusal != Refusal.None ? $"refused, {completed.Refusal}: {completed.Message}"
            : completed.Token.Stamp.IsNone ? "done" : $"done in {scene.Symbols.Of(completed.Token.Server, completed.Token.Stamp)}";
        scene.Add($"{actor} says: {what} {outcome}");
    }
}
