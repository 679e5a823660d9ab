using Microsoft.Extensions.Options;

namespace OrleansNaming.PointToPoint;

/// <summary>Refuses a start with options that cannot work, and says which and what to do.</summary>
internal sealed class PointToPointOptionsValidator : IValidateOptions<PointToPointOptions>
{
    public ValidateOptionsResult Validate(string? name, PointToPointOptions options)
    {
        var wrong = new List<string>();
        if (options.ConnectTimeout < TimeSpan.FromMilliseconds(10) || options.ConnectTimeout > TimeSpan.FromMinutes(5))
        {
            wrong.Add($"Naming:PointToPoint:ConnectTimeout {options.ConnectTimeout} is not between 00:00:00.0100000 and 00:05:00");
        }

        if (!Enum.IsDefined(options.NonPeers))
        {
            wrong.Add("Naming:PointToPoint:NonPeers is none of Misdirected, Forbid and Serve");
        }

        foreach (var path in options.OpenPaths.Where(path => path is not { Length: > 1 } || path[0] != '/' || path[^1] == '/'))
        {
            wrong.Add($"Naming:PointToPoint:OpenPaths '{path}' is no path; it looks like /health");
        }

        if (options.CertificateSuffix.StartsWith('.'))
        {
            wrong.Add($"Naming:PointToPoint:CertificateSuffix '{options.CertificateSuffix}': leave the dot before it out");
        }

        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }
}
