using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using OrleansNaming.Tracks.Definitions;
using OrleansNaming.Tracks.Definitions.Actions;
using OrleansNaming.Tracks.Ownership;
using OrleansNaming.Tracks.Stores;

namespace OrleansNaming.Tracks.Steps;

/// <summary>An action that is to be done now.</summary>
/// <param name="Token">Under which.</param>
/// <param name="Definition">The track, in the record's version.</param>
/// <param name="Record">Where the record stands.</param>
/// <param name="Values">What is known of it.</param>
/// <param name="Evaluation">Its expressions.</param>
/// <param name="Group">The group.</param>
internal sealed record ActionContext(TrackToken Token, TrackDefinition Definition, TrackRecord Record, RecordValues Values, Evaluation Evaluation, string Group)
{
    /// <summary>The action.</summary>
    public TrackAction Action => Definition.FindStep(Record.Step)!.Actions[Record.Action];

    /// <summary>(group, track, version, record, step, visit, action), hashed: the same whoever tries how often (Q16). Made only when asked for: most actions stay in the database and need none.</summary>
    public string Key => KeyOf(Group, Token.Track, Record);

    private static string KeyOf(string group, string track, TrackRecord record)
    {
        var parts = string.Join('\n', new object[] { group, track, record.Version, record.Record, record.Step, record.Visit, record.Action }
            .Select(part => string.Create(CultureInfo.InvariantCulture, $"{part.ToString()!.Length}:{part}")));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(parts))[..16]);
    }
}
