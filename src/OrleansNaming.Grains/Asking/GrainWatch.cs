using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;
using OrleansNaming.Servers;
using OrleansNaming.Watching;
using OrleansNaming.Wire.Clients;

namespace OrleansNaming.Asking;

/// <summary>
/// A watch at a silo. When the stream breaks it begins anew at another silo, which cannot go on where the first one was: the watcher gets a reset and the
/// present state. The first stream must begin; later ones are tried for ever.
/// <para>
/// A watch from a demanded state takes what it has seen along: no silo tells it anything older. When none has it within the time that the caller
/// gave, the watch ends and says so, for what was seen is then lost or held by nobody who answers.
/// </para>
/// </summary>
internal sealed class GrainWatch(NamingGrains silos, IOptions<NamingClientOptions> options, TimeProvider time)
{
    private const int FirstTries = 4;

    /// <summary>How long one silo may take to have what is demanded: another one may have it already.</summary>
    private static readonly TimeSpan WaitMax = TimeSpan.FromSeconds(1);

    public IAsyncEnumerable<NamingChange> ReadAsync(string name, CancellationToken cancellationToken) => ReadAsync(name, NamingScope.Subtree, cancellationToken);

    public IAsyncEnumerable<NamingChange> ReadAsync(string name, NamingScope scope, CancellationToken cancellationToken) =>
        ReadAsync(name, scope, demand: null, cancellationToken);

    /// <exception cref="NamingException">No silo has what is demanded, or what this watch has seen.</exception>
    public IAsyncEnumerable<NamingChange> ReadAsync(string name, ReadOptions demanded, CancellationToken cancellationToken) =>
        ReadAsync(name, NamingScope.Subtree, new WatchDemand(demanded, time), cancellationToken);

    private async IAsyncEnumerable<NamingChange> ReadAsync(string name, NamingScope scope, WatchDemand? demand, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var backoff = new Backoff(time);
        string? after = null;
        var failures = 0;
        while (true)
        {
            var steps = Open(name, scope, after, demand, cancellationToken).GetAsyncEnumerator(cancellationToken);
            await using (steps.ConfigureAwait(false))
            {
                while (await NextAsync(steps, isLastTry: after is null && failures >= FirstTries).ConfigureAwait(false) is { } step)
                {
                    failures = 0;
                    if (step.Refusal != Refusal.None)
                    {
                        demand?.NotHere(step.Refusal, step.Message);
                        break;
                    }

                    demand?.Saw(step);
                    backoff.Reset();
                    after = step.Position.Length > 0 ? step.Position : after ?? WatchPosition.Nowhere;
                    if (step.IsReset)
                    {
                        yield return new NamingChange(ChangeKind.Reset, "", null, default, default);
                    }

                    foreach (var change in step.Changes)
                    {
                        yield return change;
                    }
                }
            }

            failures++;
            demand?.Broke();
            await backoff.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private IAsyncEnumerable<byte[]> Open(string name, NamingScope scope, string? after, WatchDemand? demand, CancellationToken cancellationToken)
    {
        var stream = silos.NewStream();
        return SiloStream.ReadAsync(
            ends => scope != NamingScope.Subtree ? stream.WatchAsync(name, (int)scope, after, ends)
                : demand is null ? stream.WatchAsync(name, after, ends)
                : stream.WatchAsync(name, after, demand.AtLeast, demand.Seen, WaitMax, ends),
            options.Value.SilenceMax, time, cancellationToken);
    }

    /// <summary>Null when the stream broke, which is the same to a watcher as its end.</summary>
    private static async Task<WatchStep?> NextAsync(IAsyncEnumerator<byte[]> steps, bool isLastTry)
    {
        try
        {
            await steps.MoveNextAsync().ConfigureAwait(false);
            return WatchStepCodec.Decode(steps.Current);
        }
        catch (IOException broken) when (isLastTry)
        {
            throw new NamingException(Refusal.Unreachable, $"no silo answered: {broken.Message} Check the client's clustering, and that the silos call silo.UseNaming()");
        }
        catch (IOException)
        {
            return null;
        }
    }
}
