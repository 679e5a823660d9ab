using System.Runtime.InteropServices;
using OrleansNaming.Grains;
using OrleansNaming.Node;
using OrleansNaming.Wire;

namespace OrleansNaming.Silo.Pulls;

/// <summary>
/// Pulls through Orleans: an owner's list from its grain, which answers also when the owner's process is dead; everything else from the silo that was
/// meant.
/// </summary>
internal sealed class GrainPulls(IGrainFactory grains, SiloDirectory silos, SiloLinks links, Action<Input> post, TimeProvider time)
{
    /// <summary>What else decides whether a peer is asked; a test cuts links by it.</summary>
    public Func<PeerAddress, bool> MayPull { get; init; } = static _ => true;

    /// <summary>Called on the loop, so it goes on elsewhere.</summary>
    public void Call(Call call) =>
        ThreadPool.UnsafeQueueUserWorkItem(static work => _ = work.Pulls.CallAsync(work.Call), (Pulls: this, Call: call), preferLocal: false);

    private async Task CallAsync(Call call) => post(await TryAsync(call).ConfigureAwait(false));

    private async Task<Input> TryAsync(Call call)
    {
        try
        {
            if (!MayPull(call.To))
            {
                return new CallFailed(call.Id, Refused: false);
            }

            var answer = await AskAsync(call).WaitAsync(call.Timeout, time).ConfigureAwait(false);
            return answer.Length > 0 ? new CallAnswered(call.Id, answer) : new CallFailed(call.Id, Refused: false);
        }
        catch (Exception e) when (e is not OutOfMemoryException) // whatever Orleans has to say, this call has failed
        {
            return new CallFailed(call.Id, Refused: false);
        }
    }

    private Task<byte[]> AskAsync(Call call)
    {
        var request = MemoryMarshal.TryGetArray(call.Bytes, out var whole) && whole.Count == whole.Array!.Length ? whole.Array : call.Bytes.ToArray();
        var silo = silos.At(call.To.Host, call.To.PullPort);
        if (call.Request is ChangesRequest changes && (silo is null || silo.Name == changes.Server.Value))
        {
            return grains.GetGrain<IServerAdvertisementGrain>(changes.Server.Value).ChangesAsync(request, links.Source).AsTask();
        }

        return silo is null ? Task.FromResult<byte[]>([]) : links.CallAsync(silo, request, links.Source);
    }
}
