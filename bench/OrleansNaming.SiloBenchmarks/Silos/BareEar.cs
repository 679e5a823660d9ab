using Microsoft.Extensions.Logging;

namespace OrleansNaming.SiloBenchmarks.Silos;

public sealed class BareEar(GrainId id, Orleans.Runtime.Silo silo, ILoggerFactory loggers, Ears ears) : GrainService(id, silo, loggers), IBareEar
{
    public Task HearAsync(byte[] bytes, byte[] source)
    {
        ears.Heard();
        return Task.CompletedTask;
    }

    public Task AcknowledgeAsync(byte[] bytes, byte[] source) => Task.CompletedTask;
}
