using OrleansNaming.Tracks.Blocks;
using OrleansNaming.Tracks.Node;
using OrleansNaming.Tracks.Node.Outputs;
using OrleansNaming.Tracks.Ownership;
using OrleansNaming.Tracks.Presence;

namespace OrleansNaming.Tracks.Tests.Simulation;

/// <content>The host's part: what nodes want done is done, or goes wrong.</content>
internal sealed partial class TrackWorld
{
    private static readonly TimeSpan GivesUpAfter = TimeSpan.FromSeconds(2);

    private void CarryOut(TrackMachine machine, TrackOutput output)
    {
        switch (output)
        {
            case Advertise advertise:
                Advertised(machine, advertise.Advert);
                break;
            case SendBlock send:
                Trace.Add(Now, machine, "sends a block to", $"{send.To.Server} of {send.Block.Token.Track}", send.Block.Id);
                Blocks.Handed(machine, send.Block);
                Deliver(machine, MachineOf(send.To), (_, node, now) => node.BlockHeard(send.Block, now), () => Step(machine, (node, now) => node.BlockReturned(send.To, send.Block, now)));
                break;
            case SendWord send:
                Deliver(machine, MachineOf(send.To), (owner, node, now) => Told(owner, node, machine.Holder, send.Word, now));
                break;
            case WakeOwner wake:
                Deliver(machine, MachineOf(wake.Owner), (_, node, now) => node.WakeHeard(wake.Track, now));
                break;
            case RunBlock run:
                Ran(machine, run.Block);
                break;
            case AbandonBlock abandon:
                machine.Abandoned.Add((abandon.Block.Token.Holder, abandon.Block.Id));
                break;
            case PhaseChanged phase:
                Trace.Add(Now, machine, "sees the group", $"{phase.Phase} under {phase.Master?.Value ?? "nobody"}");
                break;
            case TrackAcquired acquired:
                Trace.Add(Now, machine, "acquires", acquired.Token.Track, acquired.Token.Epoch);
                Watch.Acquired(machine, acquired.Token);
                break;
            case TrackLost lost:
                Trace.Add(Now, machine, "loses", $"{lost.Token.Track}: {lost.Why}", lost.Token.Epoch);
                Watch.Lost(machine, lost.Token.Track);
                break;
            default:
                CallStore(machine, output);
                break;
        }
    }

    private void CallStore(TrackMachine machine, TrackOutput output)
    {
        switch (output)
        {
            case SearchWork search:
                Blocks.Searched(machine, search.Token);
                Call(machine, () => Board.Find(search.Token.Track, search.Limit), (node, found, now) => node.WorkFound(search.Token, found, now), (node, now) => node.WorkFound(search.Token, null, now));
                break;
            case ReadTable:
                Call(machine, () => Store.Rows, static (node, rows, now) => node.TableRead(rows, now), static (node, _) => node.ReadFailed());
                break;
            case TakeTrack take:
                var taker = machine.Holder;
                Trace.Add(Now, machine, "takes", take.Track, take.SeenEpoch);
                Call(machine, () => Store.Take(take.Track, take.SeenEpoch, taker), (node, token, now) => node.TakeEnded(take.Track, token, now), (node, now) => node.TakeEnded(take.Track, null, now));
                break;
            case BeatTracks beat:
                var started = machine.Clock(Now);
                Call(machine, () => Store.Beat(beat.Tokens), (node, lost, now) => node.BeatEnded(beat.Tokens, lost, started, now), static (_, _) => { });
                break;
            case ReleaseTrack release:
                Call(machine, () => Released(release.Token), static (_, _, _) => { }, static (_, _) => { });
                break;
            default:
                throw new InvalidOperationException($"the world does not know {output}");
        }
    }

    private void Advertised(TrackMachine machine, TrackAdvert advert)
    {
        OnAdvert?.Invoke(machine, advert);
        Trace.Add(Now, machine, "says", $"{(advert.IsMaster ? "master " : "")}{(advert.IsLeaving ? "leaving " : "")}{advert.Owned.Count} owned, {advert.Claims.Count} claimed, {advert.FreeSlots} free", advert.Sequence);
        Sent = (Sent.Bytes + TrackAdvertCodec.Encode(advert).Length, Sent.Count + 1);
        var before = machine.Claimed;
        machine.Claimed = advert.Claims.ToDictionary(claim => claim.Track, claim => before.GetValueOrDefault(claim.Track) + 1);
        foreach (var peer in _machines.Where(peer => peer != machine))
        {
            Deliver(machine, peer, (to, node, now) =>
            {
                if (advert.IsMaster && !advert.IsLeaving && advert.Group == to.Group)
                {
                    to.MasterHeardAt = now;
                }

                node.Heard(advert, now);
            });
        }
    }

    private void Told(TrackMachine owner, TrackNode node, Holder from, BlockWord word, TimeSpan now)
    {
        foreach (var item in word.Done)
        {
            owner.Acknowledged.Add((word.Token, item));
        }

        node.WordHeard(from, word, now);
    }

    private bool Released(TrackToken token)
    {
        Store.Release(token);
        return true;
    }

    private TrackMachine? MachineOf(Holder holder) => _machines.Find(machine => machine.Holder == holder && machine.Node is not null);

    private bool AreCut(TrackMachine a, TrackMachine b) => _cuts.ContainsKey((a.Name, b.Name));

    /// <summary>A message that arrives, or not. What wants a reply may lose that alone: then it arrived, and its sender thinks that it did not.</summary>
    private void Deliver(TrackMachine from, TrackMachine? to, Action<TrackMachine, TrackNode, TimeSpan> what, Action? lost = null)
    {
        var delay = _network.Between(TimeSpan.FromMilliseconds(1), Options.DelayMax);
        if (to is null || AreCut(from, to) || _network.Chance(Loss))
        {
            Faults.Count("message lost");
            if (lost is not null)
            {
                At(Now + GivesUpAfter, lost);
            }

            return;
        }

        if (lost is not null && (AreCut(to, from) || _network.Chance(Loss)))
        {
            Faults.Count("block sent without a reply");
            At(Now + GivesUpAfter, lost);
        }

        var life = to.Life;
        At(Now + delay, () => StepLife(to, life, (node, now) => what(to, node, now)));
    }

    /// <summary>A call to the store: it takes effect at one moment between its beginning and its answer, or not at all; the answer may be lost either way.</summary>
    private void Call<T>(TrackMachine machine, Func<T> effect, Action<TrackNode, T, TimeSpan> done, Action<TrackNode, TimeSpan> failed)
    {
        var life = machine.Life;
        var slowest = machine.IsFarFromStore ? StoreDelayMax : Options.DelayMax;
        var there = _troubles.Between(TimeSpan.FromMilliseconds(1), slowest);
        var back = _troubles.Between(TimeSpan.FromMilliseconds(1), slowest);
        Faults.Count("slow store", there + back > TimeSpan.FromSeconds(1) ? 1 : 0);
        var isCut = _cutFromStore.ContainsKey(machine.Name);
        var fails = isCut || _troubles.Chance(StoreFailures);
        if (fails && (isCut || _troubles.Chance(0.5)))
        {
            Faults.Count("store failed before");
            At(Now + GivesUpAfter, () => StepLife(machine, life, failed));
            return;
        }

        Faults.Count("store failed after", fails ? 1 : 0);
        At(Now + there, () =>
        {
            var result = effect();
            At(Now + (fails ? GivesUpAfter : back), () => StepLife(machine, life, (node, now) =>
            {
                if (fails)
                {
                    failed(node, now);
                }
                else
                {
                    done(node, result, now);
                }
            }));
        });
    }

    private void Ran(TrackMachine machine, Block block)
    {
        Trace.Add(Now, machine, "runs a block of", $"{block.Token.Track} for {block.Token.Holder.Server}", block.Id);
        if (block.Token.Holder == machine.Holder)
        {
            Blocks.Handed(machine, block);
        }

        Blocks.Began(machine);
        Work(machine, machine.Life, block, 0);
    }

    /// <summary>Runs a block's items one after the other, each with the fence, acknowledging each.</summary>
    private void Work(TrackMachine machine, int life, Block block, int index)
    {
        if (index == block.Items.Count)
        {
            End(machine, life, block);
            return;
        }

        At((Now < machine.PausedUntil ? machine.PausedUntil : Now) + Options.Work, () =>
        {
            if (machine.Life != life)
            {
                return;
            }

            if (Now < machine.PausedUntil)
            {
                Work(machine, life, block, index); // stopped in between
            }
            else if (machine.Abandoned.Contains((block.Token.Holder, block.Id)))
            {
                End(machine, life, block);
            }
            else
            {
                Act(machine, life, block, index);
            }
        });
    }

    /// <summary>From here on the write is on its way, whatever becomes of the process.</summary>
    private void Act(TrackMachine machine, int life, Block block, int index)
    {
        Blocks.Acted(machine);
        var record = block.Record ?? block.Items[index];
        var isLast = block.Record is null || index == block.Items.Count - 1;
        if (Options.Level == TrackLevel.Fenced)
        {
            At(Now + _troubles.Between(TimeSpan.FromMilliseconds(1), 4 * StoreDelayMax), () => Board.WriteGuarded(block.Token));
        }
        else if (isLast && !Board.TryActUnfenced(block.Token.Track, record))
        {
            isLast = false; // somebody else did it
        }

        Call(
            machine,
            () => isLast ? Board.Finish(block.Token, record, machine.Name) : RecordOutcome.WasDone,
            (node, outcome, now) =>
            {
                if (outcome == RecordOutcome.Refused)
                {
                    node.BlockRun(block, now);
                    return;
                }

                if (block.Token.Holder == machine.Holder)
                {
                    machine.Acknowledged.Add((block.Token, block.Items[index]));
                }

                node.ItemsDone(block, [block.Items[index]], now);
                Work(machine, life, block, index + 1);
            },
            (_, _) => Work(machine, life, block, index + 1));
    }

    private void End(TrackMachine machine, int life, Block block) => StepLife(machine, life, (node, now) => node.BlockRun(block, now));
}
