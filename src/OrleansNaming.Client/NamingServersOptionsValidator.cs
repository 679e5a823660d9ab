using Microsoft.Extensions.Options;

namespace OrleansNaming;

/// <summary>Refuses a start with options that cannot work, and says which and what to do. Never prints the key.</summary>
internal sealed class NamingServersOptionsValidator : IValidateOptions<NamingServersOptions>
{
    public ValidateOptionsResult Validate(string? name, NamingServersOptions options)
    {
        var wrong = new List<string>();
        if (options.Servers.Count == 0)
        {
            wrong.Add("Naming:Servers is empty: name at least one server in UseServers(\"http://host:7600\") or as Naming__Servers__0");
        }

        for (var i = 0; i < options.Servers.Count; i++)
        {
            if (!Uri.TryCreate(options.Servers[i], UriKind.Absolute, out var server) || server.Scheme is not ("http" or "https") || server.AbsolutePath != "/" || server.Query.Length > 0)
            {
                wrong.Add($"Naming:Servers:{i} '{options.Servers[i]}' is no server address: it looks like http://10.0.0.5:7600, without a path");
            }
        }

        if (options.Key?.Any(c => c is <= ' ' or > '~') == true)
        {
            wrong.Add("Naming:Key has characters that no header carries: use printable ones without spaces");
        }

        OptionRange.Check($"Naming:{nameof(options.RequestTimeout)}", options.RequestTimeout, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(5), wrong);
        OptionRange.Check($"Naming:{nameof(options.SilenceMax)}", options.SilenceMax, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1), wrong);
        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }
}
