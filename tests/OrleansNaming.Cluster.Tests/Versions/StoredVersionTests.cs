using OrleansNaming.Cluster.Tests.Faults;
using OrleansNaming.Cluster.Tests.Storage;

namespace OrleansNaming.Cluster.Tests.Versions;

/// <summary>
/// What an earlier version left in grain storage, this one reads. The file is what silos of that version wrote; it stays as it is, and another version that
/// changes the format adds its own. (Wire messages of earlier versions: Wire/Golden of Core.Tests.)
/// </summary>
[On(Engine.Orleans)]
public sealed class StoredVersionTests : SiloFaults
{
    private static readonly string[] Silos = ["s1", "s2", "s3"];
    private static readonly string[] Guests = ["j1", "j2", "j3"];

    /// <summary>Set to write the file of the present version, which is not released yet.</summary>
    private static readonly bool Rewrite = Environment.GetEnvironmentVariable("NAMING_REWRITE") == "1";

    [Theory]
    [InlineData("0.1.0")]
    public async Task Silos_start_over_what_an_earlier_version_stored_and_are_restarted_one_after_the_other(string version)
    {
        var file = RepositoryRoot.File("tests", "OrleansNaming.Cluster.Tests", "Versions", $"stored-{version}.txt");
        if (Rewrite)
        {
            await WriteAsync(file);
        }

        Cluster.Disk.Restore(Read(file));
        foreach (var guest in Guests)
        {
            History.Accepted("jobs", guest);
        }

        var servers = await StartAsync(Silos);
        await WholeAsync(servers);
        for (var i = 0; i < Silos.Length; i++)
        {
            await Cluster.LeaveAsync(servers[i]);
            servers[i] = await Cluster.StartAsync(Silos[i]);
            Assert.Equal(Refusal.None, await GuestAsync(servers[(i + 1) % Silos.Length], "jobs", $"after-{i}"));
            await WholeAsync(servers);
        }

        Assert.All(Guests, guest => Assert.Equal(["old"], servers[0].Engine.Replica.Resolve("jobs").Single(found => found.InstanceId == guest).Tags));
    }

    private async Task WriteAsync(string file)
    {
        var servers = await StartAsync(Silos);
        await servers[0].BindAsync("own");
        foreach (var (server, guest) in servers.Zip(Guests))
        {
            await GuestAsync(server, "jobs", guest, "old");
        }

        await GuestAsync(servers[0], "jobs", "ended");
        await EndGuestAsync(servers[0], "jobs", "ended");
        History.Ended("jobs", "ended");
        await WholeAsync(servers);
        await KillAsync(servers);
        await File.WriteAllLinesAsync(file, Cluster.Disk.Records.OrderBy(record => record.Key, StringComparer.Ordinal).Select(record => $"{record.Key}\t{record.Value.Bytes}"));
    }

    private static Dictionary<string, StoredRecord> Read(string file) =>
        File.ReadAllLines(file).Select(line => line.Split('\t')).ToDictionary(parts => parts[0], parts => new StoredRecord(BinaryData.FromString(parts[1]), "stored"), StringComparer.Ordinal);
}
