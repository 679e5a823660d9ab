using OrleansNaming.Tracks.Ownership;

namespace OrleansNaming.Tracks.Fencing;

/// <summary>Begins transactions that only a track's present owner gets.</summary>
public interface IFencedSource
{
    /// <summary>Begins one for a token.</summary>
    /// <returns>Null when the token is not the present one: the caller is fenced out, and whatever it works on is another's now.</returns>
    Task<IFencedTransaction?> TryBeginAsync(TrackToken token, CancellationToken cancellationToken);
}
