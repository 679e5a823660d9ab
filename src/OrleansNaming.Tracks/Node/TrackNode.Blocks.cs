using OrleansNaming.Tracks.Blocks;
using OrleansNaming.Tracks.Mastery;
using OrleansNaming.Tracks.Node.Outputs;
using OrleansNaming.Tracks.Ownership;

namespace OrleansNaming.Tracks.Node;

/// <content>Blocks: handing out, running, acknowledging (rows E10–E14, E23).</content>
internal sealed partial class TrackNode
{
    /// <summary>Work was added to a track: it is looked for now and not at the next cycle.</summary>
    public void Wake(string track, TimeSpan now)
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
    public void BlockHeard(Block block)
    {
        if (_hasLeft || _phase != GroupPhase.Operational || !_desk.TryTake(block, out var isNew))
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
    public void ItemsDone(Block block, IReadOnlyList<string> items, TimeSpan now) => Tell(block, new BlockWord(block.Token, block.Id, items, IsOver: false), now);

    /// <summary>A block that ran here has ended, done or not. The free slot is told soon, T/60 (250 ms of 15 s) after the last advert; claims count by the interval alone (row E12).</summary>
    public void BlockRun(Block block, TimeSpan now)
    {
        if (_desk.End(block))
        {
            Tell(block, new BlockWord(block.Token, block.Id, [], IsOver: true), now);
            AdvertiseSoon();
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

    private void Hand(TimeSpan now)
    {
        if (_hasLeft || _phase != GroupPhase.Operational)
        {
            return;
        }

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
