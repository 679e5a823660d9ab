namespace OrleansNaming.SiloBenchmarks.Silos;

/// <summary>Counts who heard, over all silos of the process, and tells when the last did.</summary>
public sealed class Ears
{
    private volatile Countdown? _expected;

    public Task<long> ExpectAsync(int count)
    {
        var expected = new Countdown(count);
        _expected = expected;
        return expected.Last;
    }

    public void Heard() => _expected?.Signal();
}
