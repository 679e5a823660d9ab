using System.Threading.Channels;
using OrleansNaming.Node;

namespace OrleansNaming.Engines.Tests.Storage;

/// <summary>Inputs that a part of the engine has made, taken in order.</summary>
internal sealed class Inbox
{
    private readonly Channel<Input> _inputs = Channel.CreateUnbounded<Input>();

    public void Put(Input input) => _inputs.Writer.TryWrite(input);

    public async Task<List<Input>> TakeAsync(int count)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        var taken = new List<Input>();
        while (taken.Count < count)
        {
            taken.Add(await _inputs.Reader.ReadAsync(patience.Token));
        }

        return taken;
    }
}
