using Microsoft.AspNetCore.Http;
using OrleansNaming.Gateway.Routes;

namespace OrleansNaming.Gateway.Streams;

/// <summary>
/// Who opened a stream, and whether it still may hear it: a key may be taken back while its stream goes on. Asked before anything is told, and
/// judged once a second at most, which is how often rights are read.
/// </summary>
internal sealed class StreamCaller(HttpContext context, NodeApi api)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private long _judgedAt = api.Time.GetTimestamp();
    private bool _isStill = true;

    /// <summary>As whom it is answered, from the beginning to the end.</summary>
    public Asker Asker { get; } = api.Callers.AskerOf(context);

    /// <summary>Whether it may be told whole lists.</summary>
    public bool MayHearWhole { get; } = api.Callers.MayHearWhole(context);

    /// <summary>Whether it may read, and is who it was. Once it is not, it never is again: it is to begin anew, and is told why.</summary>
    public bool IsStill()
    {
        if (_isStill && api.Time.GetElapsedTime(_judgedAt) >= Pause)
        {
            _judgedAt = api.Time.GetTimestamp();
            _isStill = api.Callers.MayRead(context) && api.Callers.AskerOf(context) == Asker && api.Callers.MayHearWhole(context) == MayHearWhole;
        }

        return _isStill;
    }
}
