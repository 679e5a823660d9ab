using System.Globalization;
using OrleansNaming.Lan.Keys;
using IoDirectory = System.IO.Directory;

namespace OrleansNaming.Benchmarks.Nodes;

/// <summary>Where the nodes of one run stand: a folder with their keys and state, and the ports of their group and of the bare one.</summary>
internal sealed record Place(string Folder, int Port, int BarePort) : IDisposable
{
    public string KeysFile => Path.Combine(Folder, "keys.json");

    public static Place New()
    {
        var place = new Place(IoDirectory.CreateTempSubdirectory("naming-bench-").FullName, Ports.Udp(), Ports.Udp());
        KeyringFile.Create().Save(place.KeysFile);
        return place;
    }

    /// <summary>As it stands on another process's command line.</summary>
    public string[] ToArguments() => [Folder, Port.ToString(CultureInfo.InvariantCulture), BarePort.ToString(CultureInfo.InvariantCulture)];

    public static Place Of(ReadOnlySpan<string> arguments) =>
        new(arguments[0], int.Parse(arguments[1], CultureInfo.InvariantCulture), int.Parse(arguments[2], CultureInfo.InvariantCulture));

    public void Dispose() => IoDirectory.Delete(Folder, recursive: true);
}
