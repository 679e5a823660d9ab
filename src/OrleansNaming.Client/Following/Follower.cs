using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OrleansNaming.Servers;
using OrleansNaming.Wire.Clients;

namespace OrleansNaming.Following;

/// <summary>
/// Keeps a replica by following one node at a time (design section 2).
/// <para>
/// At start the last known good directory is loaded and marked stale; it serves until a node is heard. When a stream breaks, everything is
/// marked stale, and the next node is asked, with what is held, so that it sends only what differs. No time-out ever empties the directory:
/// with all nodes gone it goes on resolving, and says that it is stale.
/// </para>
/// </summary>
internal sealed partial class Follower : BackgroundService
{
    private static readonly TimeSpan SaveInterval = TimeSpan.FromSeconds(5);

    private readonly FollowedDirectory _directory;
    private readonly IFollowSource _source;
    private readonly FollowerSettings _settings;
    private readonly string _cluster;
    private readonly TimeProvider _time;
    private readonly ILogger<Follower> _logger;
    private readonly LastKnownGood? _file;
    private readonly TaskCompletionSource _loaded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile FollowState _state;
    private long _savedEdition;

    public Follower(
        FollowedDirectory directory, IFollowSource source, FollowerSettings settings, IOptions<NamingOptions> naming, TimeProvider time, ILogger<Follower> logger)
    {
        (_directory, _source, _settings, _time, _logger) = (directory, source, settings, time, logger);
        _cluster = naming.Value.Cluster;
        _file = settings.Folder is { } folder ? new LastKnownGood(folder, _cluster) : null;
    }

    public FollowState State => _state;

    /// <summary>Ends when the file was looked at.</summary>
    public Task Loaded => _loaded.Task;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken).ConfigureAwait(false);
        Save();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!_settings.KeepReplica)
        {
            _loaded.TrySetResult();
            return;
        }

        Load();
        _loaded.TrySetResult();
        await Task.WhenAll(FollowAsync(stoppingToken), SaveRegularlyAsync(stoppingToken)).ConfigureAwait(false);
    }

    private async Task FollowAsync(CancellationToken ends)
    {
        var backoff = new Backoff(_time);
        while (!ends.IsCancellationRequested)
        {
            try
            {
                await FollowOneAsync(backoff, ends).ConfigureAwait(false);
            }
            catch (Exception broken) when (IsExpected(broken) && !ends.IsCancellationRequested)
            {
                Lose(broken.Message);
            }

            await backoff.WaitAsync(ends).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task FollowOneAsync(Backoff backoff, CancellationToken ends)
    {
        await foreach (var word in _source.FollowAsync(_directory.Have(), ends).ConfigureAwait(false))
        {
            if (!Hear(word))
            {
                throw new IOException($"what {_source.Node} sent does not fit what is held: asking anew");
            }

            backoff.Reset();
        }

        throw new IOException($"{_source.Node} ended the stream");
    }

    /// <summary>False: the stream must begin anew.</summary>
    private bool Hear(FollowWord word)
    {
        switch (word)
        {
            case FollowHello hello:
                return Greet(hello);
            case FollowOwner owner:
                return _directory.Take(owner);
            case FollowComplete told:
                Complete(told);
                return true;
            default:
                return true;
        }
    }

    private bool Greet(FollowHello hello)
    {
        if (hello.Cluster != _cluster)
        {
            Log.OtherCluster(_logger, _source.Node, hello.Cluster, _cluster);
            _source.Leave();
            return false;
        }

        _state = FollowState.Joining;
        Log.Following(_logger, _source.Node, hello.Server);
        return true;
    }

    private void Complete(FollowComplete told)
    {
        if (told.IsComplete)
        {
            _directory.Complete(told.Servers);
        }

        _state = told.IsComplete ? FollowState.Following : FollowState.Joining;
    }

    private void Lose(string why)
    {
        var isEmpty = _directory.Replica.Owners.Count == 0;
        if (_state is FollowState.Following or FollowState.Joining)
        {
            Log.Lost(_logger, why);
        }

        _state = isEmpty ? FollowState.Empty : FollowState.Stale;
        _directory.MarkStale();
    }

    private static bool IsExpected(Exception broken) =>
        broken is NamingException or IOException or HttpRequestException;

    private void Load()
    {
        try
        {
            var owners = 0;
            foreach (var frame in _file?.Read() ?? [])
            {
                owners += _directory.Take(frame) ? 1 : 0;
            }

            if (owners > 0)
            {
                _directory.MarkStale();
                _state = FollowState.Stale;
                Log.Loaded(_logger, owners, _file!.Path);
            }
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            Log.NotLoaded(_logger, unreadable, _file!.Path);
        }

        _savedEdition = _directory.Edition;
    }

    private async Task SaveRegularlyAsync(CancellationToken ends)
    {
        while (!ends.IsCancellationRequested)
        {
            await Task.Delay(SaveInterval, _time, ends).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            Save();
        }
    }

    private void Save()
    {
        var edition = _directory.Edition;
        // What was never complete must not replace what once was.
        if (_file is null || edition == _savedEdition || !_directory.Replica.IsComplete)
        {
            return;
        }

        try
        {
            _file.Write(_directory.Frames());
            _savedEdition = edition;
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            Log.NotSaved(_logger, failed, _file.Path);
        }
    }
}
