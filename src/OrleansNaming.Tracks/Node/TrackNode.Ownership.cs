using OrleansNaming.Tracks.Claims;
using OrleansNaming.Tracks.Node.Outputs;
using OrleansNaming.Tracks.Ownership;
using OrleansNaming.Tracks.Presence;

namespace OrleansNaming.Tracks.Node;

/// <content>Ownership: by what was heard, or by compare-and-set (rows E16, E19, E22, E24, E26; T1–T4).</content>
internal sealed partial class TrackNode
{
    /// <summary>The table of owners, as it was after a reading that began with <see cref="ReadTable"/>.</summary>
    public void TableRead(IReadOnlyList<OwnershipRow> rows, TimeSpan now)
    {
        _isReading = false;
        if (_hasLeft || Woke(now))
        {
            return;
        }

        _table.Read(rows, now);
        foreach (var tenure in _tenures.All.Where(tenure => _table.EpochOf(tenure.Token.Track) > tenure.Token.Epoch).ToList())
        {
            Lose(tenure, $"'{_table.Find(tenure.Token.Track)!.Row.Holder?.Server}' has taken it");
        }

        Challenge(_readBeganAt, now);
    }

    public void ReadFailed() => _isReading = false;

    /// <summary>The outcome of <see cref="TakeTrack"/>.</summary>
    /// <param name="track">The track.</param>
    /// <param name="token">What was got; null when another server was faster, or when nobody knows.</param>
    /// <param name="now">The time.</param>
    public void TakeEnded(string track, TrackToken? token, TimeSpan now)
    {
        if (!_taking.Remove(track, out var started) || token is not { } got)
        {
            return;
        }

        _table.Wrote(got, now);
        var deadline = started + (_options.Lease * Tenures.OwnerPatience);
        if (!_hasLeft && !Woke(now) && _tracks.Contains(track) && now < deadline)
        {
            Acquire(got, deadline);
        }
        else
        {
            _outputs.Add(new ReleaseTrack(got)); // too late to be of use: a later take gets another epoch
        }
    }

    /// <summary>
    /// A renewal that was sent at <paramref name="started"/> has succeeded. It comes too late for what has passed its deadline meanwhile: a challenger may have looked between the two
    /// and be about to take it (T3).
    /// </summary>
    /// <param name="beaten">What was asked for.</param>
    /// <param name="lost">Those of them that are another server's now.</param>
    /// <param name="started">When it was sent.</param>
    /// <param name="now">The time.</param>
    public void BeatEnded(IReadOnlyList<TrackToken> beaten, IReadOnlyList<TrackToken> lost, TimeSpan started, TimeSpan now)
    {
        if (_hasLeft || Woke(now))
        {
            return;
        }

        EndOverdue(now);
        foreach (var token in lost.Where(_tenures.Holds))
        {
            Lose(_tenures.Find(token.Track)!, "another server has taken it");
        }

        foreach (var token in beaten.Except(lost))
        {
            _tenures.Renew(token, started + (_options.Lease * Tenures.OwnerPatience));
        }
    }

    private void Heard(OwnedTrack theirs, Holder sender, TimeSpan now)
    {
        _epochs[theirs.Track] = Math.Max(_epochs.GetValueOrDefault(theirs.Track), theirs.Epoch);
        if (_tenures.Find(theirs.Track) is not { } ours)
        {
            return;
        }

        var theyWin = theirs.Epoch > ours.Token.Epoch
            || (theirs.Epoch == ours.Token.Epoch && _options.Level == TrackLevel.BestEffort && sender.Server.CompareTo(_options.Self.Server) < 0);
        if (theyWin)
        {
            _leftAlone[theirs.Track] = now + _options.Interval;
            Lose(ours, $"'{sender.Server}' owns it too, and comes first");
        }
    }

    /// <summary>A claim has stood: with BestEffort that is ownership, with Fenced a bid.</summary>
    private void Win(string track, TimeSpan now)
    {
        if (_options.Level == TrackLevel.Fenced)
        {
            if (_table.Find(track)?.Row.Holder is null) // else somebody was faster: the epoch seen last is theirs, and must not be outbid
            {
                Take(track, now);
            }

            return;
        }

        Acquire(new TrackToken(track, _epochs.GetValueOrDefault(track) + 1, _options.Self), TimeSpan.MaxValue);
    }

    private void Acquire(TrackToken token, TimeSpan deadline)
    {
        _epochs[token.Track] = token.Epoch;
        _tenures.Hold(token, deadline);
        _ledger.Open(token);
        _outputs.Add(new TrackAcquired(token));
    }

    private void Take(string track, TimeSpan now)
    {
        if (_taking.TryAdd(track, now))
        {
            _outputs.Add(new TakeTrack(track, _table.EpochOf(track)));
        }
    }

    /// <summary>
    /// Takes the tracks of holders that stood still too long. All who are there see the same; so that they do not all bid for the same track, each first takes
    /// its share by arbitration, and what the others leave T/4 to T/2 later.
    /// </summary>
    /// <param name="seenAt">When the reading began: it proves nothing of later, and may have waited long for its answer, in the store or in a process that was stopped.</param>
    /// <param name="now">The time.</param>
    private void Challenge(TimeSpan seenAt, TimeSpan now)
    {
        var overdue = _table.Rows.Where(seen => seen.Row.Holder is not null && _tracks.Contains(seen.Row.Track) && IsOverdue(seen, seenAt, now)).ToList();
        if (overdue.Count == 0)
        {
            return;
        }

        foreach (var seen in overdue)
        {
            _peers.Forget(seen.Row.Holder!.Value); // it bids for nothing, unless it is heard again
        }

        var bidders = Bidders(now);
        var share = Arbitration.Share(overdue.Select(seen => seen.Row.Track), bidders, _options.PrefersFreeSlots);
        var place = bidders.TakeWhile(bidder => bidder.Sender != _options.Self).Count() + 1;
        var pause = _options.Interval * (0.25 + (0.25 * place / bidders.Count)); // looks, and clocks over a lease, differ by some T/6
        foreach (var seen in overdue)
        {
            if (share[seen.Row.Track] == _options.Self.Server || seenAt - seen.Since >= (_options.Lease * Tenures.ChallengerPatience) + pause)
            {
                _book.Withdraw(seen.Row.Track);
                Take(seen.Row.Track, now);
            }
        }
    }

    /// <summary>One's own name there, without a token here, is a take whose reply was lost: it is taken again, under an epoch that is known.</summary>
    private bool IsOverdue(Sighting seen, TimeSpan seenAt, TimeSpan now) => _tenures.Find(seen.Row.Track) is null
        && (seen.Row.Holder == _options.Self ? !IsLeftAlone(seen.Row.Track, now) : seenAt - seen.Since >= _options.Lease * Tenures.ChallengerPatience);

    private void ReadWhenDue(TimeSpan now)
    {
        if (_options.Level == TrackLevel.Fenced && !_isReading && now >= _nextRead)
        {
            (_isReading, _readBeganAt, _nextRead) = (true, now, now + _options.Scan);
            _outputs.Add(new ReadTable());
        }
    }

    private void BeatAll()
    {
        if (_options.Level == TrackLevel.Fenced && _tenures.Count > 0)
        {
            _outputs.Add(new BeatTracks([.. _tenures.All.Select(tenure => tenure.Token)]));
        }
    }

    private void EndOverdue(TimeSpan now)
    {
        foreach (var tenure in _tenures.All.Where(tenure => now >= DeadlineOf(tenure)).ToList())
        {
            Lose(tenure, "it could not be renewed in time");
        }
    }

    /// <summary>BestEffort has no store to renew in: the owner counts as long as it advertises.</summary>
    private TimeSpan DeadlineOf(Tenure tenure) =>
        _options.Level == TrackLevel.Fenced ? tenure.Deadline : _lastAdvert + (_options.Silence * Tenures.OwnerPatience);

    private void Lose(Tenure tenure, string why)
    {
        _tenures.Drop(tenure.Token.Track);
        _ledger.Close(tenure.Token.Track);
        Abandon(block => block.Token == tenure.Token);
        _outputs.Add(new TrackLost(tenure.Token, why));
    }
}
