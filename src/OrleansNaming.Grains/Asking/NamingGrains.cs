using Microsoft.Extensions.Options;
using OrleansNaming.Grains;
using OrleansNaming.Servers;
using OrleansNaming.Wire.Clients;

namespace OrleansNaming.Asking;

/// <summary>
/// The silos as one: a question goes where the last one was answered, and elsewhere when it is not. An Orleans client sends all messages for one key
/// through one gateway, and stateless workers answer there; so another key is, mostly, another silo. Every question may be asked twice (a write carries
/// its own id).
/// </summary>
internal sealed class NamingGrains(IGrainFactory grains, IOptions<NamingClientOptions> options, TimeProvider time)
{
    /// <summary>Many more than silos would not make it surer that the next key is another silo's.</summary>
    private const int Keys = 64;

    private const int Tries = 6;

    private readonly TimeSpan _timeout = options.Value.RequestTimeout;

    /// <summary>Made when first needed, and kept: to make one costs as much as a twentieth of the call.</summary>
    private readonly INamingGrain?[] _grains = new INamingGrain?[Keys];

    private int _key = Random.Shared.Next(Keys);

    /// <summary>A stream of its own, at any silo.</summary>
    public INamingStreamGrain NewStream() => grains.GetGrain<INamingStreamGrain>(Guid.NewGuid());

    /// <summary>Asks until a silo answers.</summary>
    /// <param name="ask">The question.</param>
    /// <param name="wait">How long the silo may take on purpose.</param>
    /// <param name="cancellationToken">Ends everything.</param>
    /// <exception cref="NamingException">What a silo refused, or <see cref="Refusal.Unreachable"/>.</exception>
    public Task<CallAnswer> AskAsync(Func<INamingGrain, ValueTask<byte[]>> ask, TimeSpan wait, CancellationToken cancellationToken) =>
        AskAsync(key => ask(_grains[key] ??= grains.GetGrain<INamingGrain>(key)), wait, cancellationToken);

    /// <summary>The same of the tree, which is asked more rarely.</summary>
    public Task<CallAnswer> AskTreeAsync(Func<INamingTreeGrain, ValueTask<byte[]>> ask, CancellationToken cancellationToken) =>
        AskAsync(key => ask(grains.GetGrain<INamingTreeGrain>(key)), TimeSpan.Zero, cancellationToken);

    private async Task<CallAnswer> AskAsync(Func<int, ValueTask<byte[]>> ask, TimeSpan wait, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        NamingException? told = null;
        for (var turn = 0; turn < Tries; turn++)
        {
            var left = _timeout + wait - time.GetElapsedTime(started);
            if (turn > 0)
            {
                var pause = TimeSpan.FromMilliseconds(50 << turn);
                if (left <= pause)
                {
                    break;
                }

                await Task.Delay(pause, time, cancellationToken).ConfigureAwait(false);
                left -= pause;
            }

            // One silent silo must not use up the time of all.
            var share = turn + 1 == Tries ? left : (_timeout / 4) + wait;
            var key = Volatile.Read(ref _key);
            var (answer, refused) = await TryAsync(ask, key, share < left ? share : left, cancellationToken).ConfigureAwait(false);
            if (refused is null)
            {
                return answer;
            }

            if (!ServerAnswer.IsWorthAnotherTry(refused.Refusal))
            {
                throw refused;
            }

            // A silo's own word says more than that another one was not there.
            told = told is null || told.Refusal == Refusal.Unreachable ? refused : told;
            Interlocked.CompareExchange(ref _key, (key + 1) % Keys, key);
        }

        throw told!;
    }

    private async Task<(CallAnswer Answer, NamingException? Refused)> TryAsync(
        Func<int, ValueTask<byte[]>> ask, int key, TimeSpan limit, CancellationToken cancellationToken)
    {
        try
        {
            var bytes = await ask(key).AsTask().WaitAsync(limit, time, cancellationToken).ConfigureAwait(false);
            return !CallAnswerCodec.TryDecode(bytes, out var answer) ? (default, NotOurs())
                : answer.Refusal == Refusal.None ? (answer, null)
                : (default, new NamingException(answer.Refusal, answer.Message));
        }
        catch (Exception lost) when (lost is not OutOfMemoryException && !cancellationToken.IsCancellationRequested)
        {
            // Orleans says that nobody is there by many exceptions, and by those of sockets.
            return (default, new NamingException(Refusal.Unreachable, $"no silo answered: {lost.Message} Check the client's clustering, and that the silos call silo.UseNaming()"));
        }
    }

    public static NamingException NotOurs() =>
        new(Refusal.Invalid, "the silo's answer cannot be read: check that client and silos are of one version of OrleansNaming");
}
