using Orleans.Concurrency;

namespace OrleansNaming.SiloBenchmarks.Resolve;

[StatelessWorker]
[Reentrant]
public sealed class BareAnswerGrain : Grain, IBareAnswerGrain
{
    /// <summary>What is answered, whatever the name.</summary>
    internal static byte[] Ready { get; set; } = [];

    public ValueTask<byte[]> AnswerAsync(string name) => new(Ready);
}
