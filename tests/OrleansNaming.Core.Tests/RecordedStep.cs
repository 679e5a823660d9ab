using OrleansNaming.Wire;

namespace OrleansNaming.Core.Tests;

/// <summary>A step whose time the test sets, and that keeps what a part asked of its host.</summary>
internal sealed class RecordedStep : IStep
{
    public Instant Now { get; private set; }

    public Jitter Jitter { get; } = new(new BootId(7));

    public List<Message> Multicasts { get; } = [];

    public List<(PeerAddress To, Message Message)> Unicasts { get; } = [];

    public List<(PeerAddress To, Message Request)> Calls { get; } = [];

    public List<Observation> Observations { get; } = [];

    public List<HealthProbe> Probes { get; } = [];

    public RecordedStep At(TimeSpan monotonic)
    {
        Now = new Instant(monotonic, (long)monotonic.TotalMilliseconds);
        return this;
    }

    public RecordedStep At(double seconds) => At(TimeSpan.FromSeconds(seconds));

    public void Multicast(Message message) => Multicasts.Add(message);

    public void Unicast(PeerAddress to, Message message) => Unicasts.Add((to, message));

    public long Call(PeerAddress to, Message request, TimeSpan timeout)
    {
        Calls.Add((to, request));
        return Calls.Count;
    }

    public void Complete(long ticket, Refusal refusal, Token token = default, string message = "")
    {
    }

    public void Observe(Observation what) => Observations.Add(what);

    public void Probe(HealthProbe probe) => Probes.Add(probe);
}
