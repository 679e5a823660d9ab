using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Threading.Channels;
using OrleansNaming.Servers;

namespace OrleansNaming.Cli.Importing;

/// <summary>
/// Consul's catalog by blocking queries: one for the list of services, and 40 that take turns with the services. Up to 40 services each has a query waiting, and a change is told at once; more are
/// asked in turn, each for a second.
/// </summary>
/// <remarks>
/// The rules of an index (Consul's documentation, "Blocking queries"): it is used for that query alone; one that is 0 or not told cannot be waited for; one that went back begins anew. An index that moved
/// says nothing about the data.
/// </remarks>
internal sealed class ConsulSource(SourceHttp http, ImportSettings settings, TimeProvider time) : IForeignRegistry
{
    /// <summary>Below the 50 connections of one caller that servers of naming allow, and the 200 of Consul's.</summary>
    private const int Askers = 40;

    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(1);

    /// <summary>Also when there is news: several nodes behind one address that do not agree about indexes tell news for ever.</summary>
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(250);

    /// <summary>The services that are followed, with the index of each; null before its first answer.</summary>
    private readonly ConcurrentDictionary<string, ulong?> _services = new(StringComparer.Ordinal);

    /// <summary>Invariant: each service stands in it at most once, and not while it is asked about: never more than <see cref="ForeignDirectory.NamesMax"/>.</summary>
    private readonly Channel<string> _turns = Channel.CreateUnbounded<string>();

    /// <summary>The services that nobody has answered for yet, of the first list.</summary>
    private readonly ConcurrentDictionary<string, bool> _unread = new(StringComparer.Ordinal);
    private volatile bool _isListed;

    public Task FollowAsync(ForeignDirectory found, CancellationToken ends) =>
        Task.WhenAll(Enumerable.Range(0, Askers).Select(_ => AskInTurnAsync(found, ends)).Append(ListAsync(found, ends)));

    private async Task ListAsync(ForeignDirectory found, CancellationToken ends)
    {
        var backoff = new Backoff(time);
        ulong index = 0;
        while (true)
        {
            var start = time.GetTimestamp();
            using var answer = await http.GetAsync($"/v1/catalog/services{Query(index, Wait)}", index == 0 ? TimeSpan.Zero : Wait, ends).ConfigureAwait(false);
            if (answer.Body?.RootElement is not { ValueKind: JsonValueKind.Object } services)
            {
                found.Report("", answer.Trouble ?? "the catalog is no object: this is not Consul's API");
                await backoff.WaitAsync(ends).ConfigureAwait(false);
                continue;
            }

            backoff.Reset();
            found.Report("", null);
            Take(found, [.. services.EnumerateObject().Select(service => service.Name)]);
            var next = NextIndex(index, answer.Index);
            await PaceAsync(start, isNews: next != index, ends).ConfigureAwait(false);
            index = next;
        }
    }

    /// <summary>Consul itself stands in its catalog and is not mirrored.</summary>
    private void Take(ForeignDirectory found, HashSet<string> listed)
    {
        List<string> wanted = [.. listed.Where(name => name != "consul" && settings.Wants(name)).Order(StringComparer.Ordinal)];
        var names = wanted.Take(ForeignDirectory.NamesMax).ToHashSet(StringComparer.Ordinal);
        found.Note("names", wanted.Count == names.Count ? null : $"{wanted.Count - names.Count} services: {ForeignDirectory.NamesMax} are followed at most");
        foreach (var gone in _services.Keys.Where(name => !names.Contains(name)))
        {
            _services.TryRemove(gone, out _);
            _unread.TryRemove(gone, out _);
            found.Report(gone, null);
        }

        foreach (var name in names.Where(name => _services.TryAdd(name, null)))
        {
            if (!_isListed)
            {
                _unread[name] = true;
            }

            _turns.Writer.TryWrite(name);
        }

        _isListed = true;
        found.Retain(names);
        CompleteIfRead(found);
    }

    private void CompleteIfRead(ForeignDirectory found)
    {
        if (_isListed && _unread.IsEmpty)
        {
            found.Complete();
        }
    }

    private async Task AskInTurnAsync(ForeignDirectory found, CancellationToken ends)
    {
        var backoff = new Backoff(time);
        await foreach (var name in _turns.Reader.ReadAllAsync(ends).ConfigureAwait(false))
        {
            if (!_services.TryGetValue(name, out var index))
            {
                continue; // It left the list.
            }

            var start = time.GetTimestamp();
            if (await AskAsync(found, name, index ?? 0, ends).ConfigureAwait(false) is { } next)
            {
                backoff.Reset();
                await PaceAsync(start, isNews: next != index, ends).ConfigureAwait(false);
                index = next;
            }
            else
            {
                await backoff.WaitAsync(ends).ConfigureAwait(false);
            }

            if (_services.TryGetValue(name, out var before) && _services.TryUpdate(name, index, before))
            {
                _turns.Writer.TryWrite(name);
            }
        }
    }

    /// <summary>One query about one service.</summary>
    /// <returns>The index to go on with, or null: there was no answer, and what was known stays.</returns>
    private async Task<ulong?> AskAsync(ForeignDirectory found, string name, ulong index, CancellationToken ends)
    {
        var wait = _services.Count <= Askers ? Wait : Turn;
        using var answer = await http.GetAsync($"/v1/health/service/{Uri.EscapeDataString(name)}{Query(index, wait)}", index == 0 ? TimeSpan.Zero : wait, ends).ConfigureAwait(false);
        if (answer.Body?.RootElement is not { ValueKind: JsonValueKind.Array } entries)
        {
            found.Report(name, answer.Trouble ?? $"what is said of '{name}' is no list: this is not Consul's API");
            return null;
        }

        found.Report(name, null);
        if (_services.ContainsKey(name))
        {
            found.Put(name, ConsulEntries.Read(entries, settings.Mark));
            _unread.TryRemove(name, out _);
            CompleteIfRead(found);
        }

        return NextIndex(index, answer.Index);
    }

    private static string Query(ulong index, TimeSpan wait) =>
        index == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"?index={index}&wait={wait.TotalSeconds:0}s");

    private static ulong NextIndex(ulong before, ulong? told) => told is null || told < before ? 0 : told.Value;

    /// <summary>A server that does not wait is not driven round.</summary>
    private async Task PaceAsync(long start, bool isNews, CancellationToken ends)
    {
        var rest = (isNews ? Least : Turn) - time.GetElapsedTime(start);
        if (rest > TimeSpan.Zero)
        {
            await Task.Delay(rest, time, ends).ConfigureAwait(false);
        }
    }
}
