using Azure.Data.Tables;
using Azure.Storage.Blobs;
using OrleansNaming;

namespace Orleans.Hosting;

/// <summary>Puts a naming silo's membership and lists into an Azure storage account.</summary>
public static class NamingAzureSiloBuilderExtensions
{
    /// <summary>Clusters by a table, and registers blobs as the grain storage <see cref="NamingStorage.ProviderName"/>: a list may be larger than a table's row.</summary>
    /// <param name="silo">The silo's builder.</param>
    /// <param name="connectionString">The storage account's.</param>
    /// <returns>The same builder.</returns>
    public static ISiloBuilder UseNamingAzureStorage(this ISiloBuilder silo, string connectionString)
    {
        ArgumentNullException.ThrowIfNull(silo);
        ArgumentException.ThrowIfNullOrEmpty(connectionString);
        return silo
            .UseAzureStorageClustering(options => options.TableServiceClient = new TableServiceClient(connectionString))
            .AddAzureBlobGrainStorage(NamingStorage.ProviderName, options => options.BlobServiceClient = new BlobServiceClient(connectionString));
    }
}
