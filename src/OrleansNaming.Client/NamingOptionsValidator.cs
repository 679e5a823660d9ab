using Microsoft.Extensions.Options;

namespace OrleansNaming;

/// <summary>Refuses a start with options that cannot work, and says which and what to do.</summary>
internal sealed class NamingOptionsValidator : IValidateOptions<NamingOptions>
{
    public ValidateOptionsResult Validate(string? name, NamingOptions options)
    {
        var wrong = new List<string>();
        Segment(nameof(NamingOptions.Cluster), options.Cluster, wrong);
        Segment(nameof(NamingOptions.Server), options.Server, wrong);
        if (options.AdvertisedHost is { } host && (host.Length is 0 or > Limits.TextLength || Uri.CheckHostName(host) == UriHostNameType.Unknown))
        {
            wrong.Add($"Naming:AdvertisedHost '{host}' is neither a host name nor an address: set one that other processes reach, or leave it out");
        }

        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }

    private static void Segment(string property, string? value, List<string> wrong)
    {
        if (NamePath.CheckSegment(value) is { } why)
        {
            wrong.Add($"Naming:{property} '{value}': {why}. Set {property} in code, in section 'Naming' or as Naming__{property}, such as 'shop-1'");
        }
    }
}
