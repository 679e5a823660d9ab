using System.Diagnostics;
using System.Globalization;

namespace OrleansNaming.Cluster.Tests.OneDirectory;

/// <summary>Azure storage, as Azurite (npm install -g azurite) plays it.</summary>
[On(Engine.Orleans)]
public sealed class AzureHostTests : IDisposable
{
    private const string Account = "devstoreaccount1";

    // The one that Azurite documents: no secret.
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private readonly string _folder = Directory.CreateTempSubdirectory("naming-azurite-").FullName;
    private readonly (int Blob, int Table, int Queue) _ports = (Ports.Tcp(), Ports.Tcp(), Ports.Tcp());
    private Process? _azurite;

    private string Connection => string.Create(
        CultureInfo.InvariantCulture,
        $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={Key};BlobEndpoint=http://127.0.0.1:{_ports.Blob}/{Account};TableEndpoint=http://127.0.0.1:{_ports.Table}/{Account}");

    [RequiresFact(Need.AzureStorage)]
    public async Task Everything_registered_is_found_again_when_all_silos_were_killed_at_once_and_started_anew()
    {
        _azurite = Process.Start(
            Path.Combine(Machine.FolderOf("azurite")!, "azurite"),
            ["--silent", "--disableTelemetry", "--skipApiVersionCheck", "--location", _folder, "--blobPort", $"{_ports.Blob}", "--tablePort", $"{_ports.Table}", "--queuePort", $"{_ports.Queue}"]);
        using var http = new HttpClient();
        await Eventually.Holds(() => ListensAsync(http), listens => listens, "Azurite takes connections", TimeSpan.FromSeconds(30));
        await new DeployedHosts("Azure", Connection).SurviveAsync();
    }

    public void Dispose()
    {
        _azurite?.Kill(entireProcessTree: true);
        _azurite?.WaitForExit();
        _azurite?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Any answer will do: it refuses one who does not sign.</summary>
    private async Task<bool> ListensAsync(HttpClient http)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri($"http://127.0.0.1:{_ports.Table}/{Account}"), TestContext.Current.CancellationToken);
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
