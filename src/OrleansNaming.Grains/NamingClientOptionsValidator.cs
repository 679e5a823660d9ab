using Microsoft.Extensions.Options;

namespace OrleansNaming;

/// <summary>Refuses a start with options that cannot work, and says which and what to do.</summary>
internal sealed class NamingClientOptionsValidator : IValidateOptions<NamingClientOptions>
{
    public ValidateOptionsResult Validate(string? name, NamingClientOptions options)
    {
        var wrong = new List<string>();
        Check(nameof(options.RequestTimeout), options.RequestTimeout, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(5), wrong);
        Check(nameof(options.SilenceMax), options.SilenceMax, TimeSpan.FromSeconds(6), TimeSpan.FromHours(1), wrong);
        if (options.StateFolder?.AsSpan().ContainsAny(Path.GetInvalidPathChars()) == true)
        {
            wrong.Add($"Naming:StateFolder '{options.StateFolder}' is no folder: set one that this process may write, or leave it empty to keep nothing");
        }

        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }

    private static void Check(string property, TimeSpan value, TimeSpan least, TimeSpan most, List<string> wrong) => OptionRange.Check(
        $"Naming:{property}", value, least, most, wrong, $": set {property} in client.UseNaming(…), in section 'Naming' or as Naming__{property}");
}
