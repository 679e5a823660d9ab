using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;
using OrleansNaming.Servers;
using OrleansNaming.Wire.Clients;

namespace OrleansNaming.Asking;

/// <summary>
/// A watch at a silo. When the stream breaks it begins anew at another silo, which cannot go on where the first one was: the watcher gets a reset and the
/// present state. The first stream must begin; later ones are tried for ever.
/// </summary>
internal sealed class GrainWatch(NamingGrains silos, IOptions<NamingClientOptions> options, TimeProvider time)
{
    private const int FirstTries = 4;

    /// <summary>A position that no silo has: the answer begins with a reset.</summary>
    private const string Nowhere = "none";

    public async IAsyncEnumerable<NamingChange> ReadAsync(string name, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var backoff = new Backoff(time);
        string? after = null;
        for (var failures = 0; ; failures++)
        {
            var steps = Open(name, after, cancellationToken).GetAsyncEnumerator(cancellationToken);
            await using (steps.ConfigureAwait(false))
            {
                while (await NextAsync(steps, isLastTry: after is null && failures >= FirstTries).ConfigureAwait(false) is { } step)
                {
                    backoff.Reset();
                    after = step.Position.Length > 0 ? step.Position : after ?? Nowhere;
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

            await backoff.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private IAsyncEnumerable<byte[]> Open(string name, string? after, CancellationToken cancellationToken)
    {
        var stream = silos.NewStream();
        return SiloStream.ReadAsync(ends => stream.WatchAsync(name, after, ends), options.Value.SilenceMax, time, cancellationToken);
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
