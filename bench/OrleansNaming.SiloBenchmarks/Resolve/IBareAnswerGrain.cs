namespace OrleansNaming.SiloBenchmarks.Resolve;

/// <summary>The floor of a client's resolve: a stateless worker that returns the same bytes.</summary>
public interface IBareAnswerGrain : IGrainWithIntegerKey
{
    ValueTask<byte[]> AnswerAsync(string name);
}
