using OrleansNaming.Tracks.Blocks;
using OrleansNaming.Tracks.Node.Outputs;
using OrleansNaming.Tracks.Ownership;

namespace OrleansNaming.Tracks.Node;

/// <content>Blocks: handing out, running, acknowledging (rows E10–E14, E23).</content>
internal sealed partial class TrackNode
{
    /// <summary>Work was added to a track: it is looked for now and not at the next cycle, by whoever owns it. A word that is lost costs that cycle.</summary>
    public void Wake(string track, TimeSpan now)
    {
        if (_tenures.Find(track) is null && _peers.OwnerOf(track, now) is { } owner)
        {
            _outputs.Add(new WakeOwner(owner.Sender, track));
            return;
        }

        WakeHeard(track, now);
    }

    /// <summary>Another server says so. It goes no further: who sent it may not know yet that the track changed hands.</summary>
    public void WakeHeard(string track, TimeSpan now)
    {
        _ledger.Wake(track);
        Hand(now);
    }

    /// <summary>What <see cref="SearchWork"/> found; null when it failed.</summary>
    public void WorkFound(TrackToken token, IReadOnlyList<string>? records, TimeSpan now)
    {
        _ledger.Found(token, records, now);
        Hand(now);
    }

    /// <summary>A block came from its owner.</summary>
    public void BlockHeard(Block block, TimeSpan now)
    {
        if (_hasLeft || Woke(now) || !_election.IsOperational(now) || !_desk.TryTake(block, out var isNew))
        {
            _outputs.Add(new SendWord(block.Token.Holder, new BlockWord(block.Token, block.Id, [], IsOver: true)));
        }
        else if (isNew)
        {
            _outputs.Add(new RunBlock(block));
        }
    }

    /// <summary>A worker that a block was sent to could not be reached.</summary>
    public void BlockReturned(Holder worker, Block block, TimeSpan now) =>
        WordHeard(worker, new BlockWord(block.Token, block.Id, [], IsOver: true), now);

    /// <summary>A worker told something.</summary>
    public void WordHeard(Holder from, BlockWord word, TimeSpan now)
    {
        _ledger.Hear(from, word, now);
        Hand(now);
    }

    /// <summary>Items of a block that runs here are done.</summary>
    public void ItemsDone(Block block, IReadOnlyList<string> items, TimeSpan now)
    {
        _desk.Done(block, items);
        Tell(block, new BlockWord(block.Token, block.Id, items, IsOver: false), now);
    }

    /// <summary>A block that ran here has ended, done or not. The last word names all that was done, since it may overtake the words before it, or they were lost. The free slot is told soon, T/60 (250 ms of 15 s) after the last advert; claims count by the interval alone (row E12).</summary>
    public void BlockRun(Block block, TimeSpan now)
    {
        if (_desk.End(block) is { } done)
        {
            Tell(block, new BlockWord(block.Token, block.Id, done, IsOver: true), now);
            AdvertiseSoon();
        }
    }

    /// <summary>Tells owners which of their blocks still run here: an advert proves that this server is there, and not that it has the block (row E23).</summary>
    private void TellRunning(TimeSpan now)
    {
        if (now < _nextTell)
        {
            return;
        }

        _nextTell = now + Earlier(_options.Interval, _options.BlockLease / 4);
        foreach (var block in _desk.Running.Where(block => block.Token.Holder != _options.Self))
        {
            _outputs.Add(new SendWord(block.Token.Holder, new BlockWord(block.Token, block.Id, [], IsOver: false)));
        }
    }

    private void Tell(Block block, BlockWord word, TimeSpan now)
    {
        if (block.Token.Holder == _options.Self)
        {
            WordHeard(_options.Self, word, now);
        }
        else
        {
            _outputs.Add(new SendWord(block.Token.Holder, word));
        }
    }

    private void Abandon(Func<Block, bool> which)
    {
        foreach (var block in _desk.Running.Where(which).ToList())
        {
            _outputs.Add(new AbandonBlock(block));
        }
    }

    private void Hand(TimeSpan now)
    {
        if (_hasLeft || Woke(now) || !_election.IsOperational(now))
        {
            return;
        }

        EndOverdue(now);

        foreach (var (token, limit) in _ledger.Searches(now).Where(search => MayWork(search.Token, now)).ToList())
        {
            _outputs.Add(new SearchWork(token, limit));
        }

        foreach (var (worker, block) in _ledger.Hand(_desk.Free, now).ToList())
        {
            if (worker != _options.Self)
            {
                _outputs.Add(new SendBlock(worker, block));
            }
            else if (_desk.TryTake(block, out _))
            {
                _outputs.Add(new RunBlock(block));
            }
        }
    }
}
