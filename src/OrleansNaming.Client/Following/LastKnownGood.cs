using System.Text;
using System.Text.Json;
using OrleansNaming.Api;
using OrleansNaming.Storage;
using OrleansNaming.Wire.Clients;

namespace OrleansNaming.Following;

/// <summary>
/// A follower's directory on disk, one file a cluster: a first line that says what it is, then one line an owner. Replaced whole by a
/// rename, so it is never half written; each list carries its digest, so a damaged line loses that owner and no other. Several followers
/// of one cluster on one machine may share it: the last writer wins, and each of them is good.
/// </summary>
internal sealed class LastKnownGood(string folder, string cluster)
{
    private const string Header = "orleans-naming follower 1";

    /// <summary>A line holds at most one snapshot, in base 64.</summary>
    private const int LineLengthMax = Limits.SnapshotBytes / 3 * 4 + (64 << 10);

    public string Path { get; } = System.IO.Path.Combine(folder, $"{cluster}.directory");

    /// <summary>The frames of the file; none when there is no file of this form.</summary>
    public IEnumerable<FollowOwner> Read()
    {
        if (!File.Exists(Path))
        {
            yield break;
        }

        using var file = new StreamReader(Path, Encoding.UTF8);
        if (file.ReadLine() != Header)
        {
            yield break;
        }

        while (file.ReadLine() is { } line)
        {
            if (line.Length <= LineLengthMax && Parse(line) is { } frame)
            {
                yield return frame;
            }
        }
    }

    /// <summary>Replaces the file.</summary>
    public void Write(IEnumerable<FollowOwner> frames)
    {
        PrivateFile.CreateFolder(folder); // names and addresses of a cluster are nobody else's business
        var next = $"{Path}.{Guid.NewGuid():n}";
        try
        {
            using (var disk = PrivateFile.Open(next, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            using (var file = new BufferedStream(disk))
            {
                file.Write(Encoding.UTF8.GetBytes(Header + "\n"));
                foreach (var frame in frames)
                {
                    JsonSerializer.Serialize(file, ApiOwner.From(frame), ApiJson.Default.ApiOwner);
                    file.WriteByte((byte)'\n');
                }

                file.Flush();
                disk.Flush(flushToDisk: true);
            }

            File.Move(next, Path, overwrite: true);
        }
        finally
        {
            File.Delete(next);
        }
    }

    private static FollowOwner? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, ApiJson.Default.ApiOwner)?.ToOwner();
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
