using OrleansNaming.Replica;

namespace OrleansNaming.Cli.Importing;

/// <summary>
/// Keeps guests that stand for another registry's instances. It compares what it read with the directory, as a follower of it, whenever that registry moved, and every 5 s; it writes what differs by
/// the client that every application has, which renews the leases. It takes nothing back when it ends: one that is started again within a lease goes on.
/// </summary>
internal sealed class ImportBridge(ImportSettings settings, ForeignDirectory found, DirectoryReplica here, INamingClient client, ImportTold told, TimeProvider time)
{
    private const int WritesAtOnce = 8;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    /// <summary>Several changes in one moment are one comparison.</summary>
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(200);

    /// <summary>What this process registered, and so renews.</summary>
    private readonly HashSet<EntryKey> _kept = [];

    /// <summary>Invariant: contains every name here that has a guest of this mark, but for those that stand in the other registry.</summary>
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    public async Task<int> RunAsync(CancellationToken stop)
    {
        FindMine();
        while (true)
        {
            var next = found.Next;
            if (await CompareAsync(found.Current, stop).ConfigureAwait(false) && settings.IsOnce)
            {
                return ExitCode.Yes;
            }

            await Task.Delay(Least, time, stop).ConfigureAwait(false);
            await Task.WhenAny(next, Task.Delay(Interval, time, stop)).ConfigureAwait(false);
            stop.ThrowIfCancellationRequested();
        }
    }

    /// <summary>What a former bridge of this mark left; what it mirrored of other services is another one's.</summary>
    private void FindMine()
    {
        foreach (var named in Gateway.Facades.DirectoryListing.Walk(here).Where(named => settings.Wants(named.Name) && named.Instances.Any(settings.Mark.IsOn)))
        {
            _names.Add(named.Name);
        }
    }

    /// <returns>Whether all was read and all that differed is written.</returns>
    private async Task<bool> CompareAsync(ForeignPicture picture, CancellationToken stop)
    {
        if (settings.IsOnce && picture.Trouble is { } unreadable)
        {
            throw new NamingException(Refusal.Unreachable, unreadable);
        }

        if (!picture.IsWhole)
        {
            told.Trouble(picture.Trouble);
            return false;
        }

        var steps = ImportPlan.Of(settings.Mark, picture.Guests, _names, here);
        told.Standing(steps.Where(step => step.Kind == ImportStepKind.Here), picture.LeftOut);
        var failure = settings.IsDry ? SayAll(steps) : await WriteAsync(steps, stop).ConfigureAwait(false);
        told.Trouble(picture.Trouble ?? failure);
        if (settings.IsOnce)
        {
            told.Sum(steps, picture.LeftOut.Count);
        }

        return failure is null;
    }

    private string? SayAll(List<ImportStep> steps)
    {
        foreach (var step in steps.Where(step => step.Kind is ImportStepKind.Added or ImportStepKind.Changed or ImportStepKind.Removed))
        {
            told.Did(step);
        }

        return null;
    }

    /// <returns>Why something was not written, and is tried again; null when all was.</returns>
    private async Task<string?> WriteAsync(List<ImportStep> steps, CancellationToken stop)
    {
        string? failure = null;
        var options = new ParallelOptions { MaxDegreeOfParallelism = WritesAtOnce, CancellationToken = stop };
        var due = steps.Where(step => step.Kind != ImportStepKind.Here && !(step.Kind == ImportStepKind.Same && _kept.Contains(step.Key))).ToList();
        var gate = new Lock();
        await Parallel.ForEachAsync(due, options, async (step, ends) =>
        {
            try
            {
                await WriteAsync(step, ends).ConfigureAwait(false);
                lock (gate)
                {
                    Remember(step);
                }
            }
            catch (NamingException refused)
            {
                failure = $"{step.Key.Name}/{step.Key.InstanceId} is not written: {refused.Message}";
            }
        }).ConfigureAwait(false);
        return failure;
    }

    /// <summary>Until this process sees it too: else the next comparison would find the same difference.</summary>
    private async Task WriteAsync(ImportStep step, CancellationToken ends)
    {
        var token = step.Guest is { } guest
            ? await client.RegisterAsync(guest, ends).ConfigureAwait(false)
            : await client.DeregisterAsync(step.Key.Name, step.Key.InstanceId, ends).ConfigureAwait(false);
        await client.ResolveAsync(step.Key.Name, new ResolveOptions { AtLeast = token }, ends).ConfigureAwait(false);
    }

    private void Remember(ImportStep step)
    {
        if (step.Guest is null)
        {
            _kept.Remove(step.Key);
        }
        else
        {
            _kept.Add(step.Key);
            _names.Add(step.Key.Name);
        }

        if (step.Kind != ImportStepKind.Same)
        {
            told.Did(step);
        }
    }
}
