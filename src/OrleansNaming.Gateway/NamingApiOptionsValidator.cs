using Microsoft.Extensions.Options;

namespace OrleansNaming.Gateway;

/// <summary>Refuses a start with options that cannot work, and says which and what to do. Never prints a key.</summary>
internal sealed class NamingApiOptionsValidator : IValidateOptions<NamingApiOptions>
{
    /// <summary>Shorter ones can be guessed.</summary>
    private const int KeyLengthMin = 16;

    private const int KeysMax = 1_000;

    public ValidateOptionsResult Validate(string? name, NamingApiOptions options)
    {
        var wrong = new List<string>();
        Keys(nameof(NamingApiOptions.AdminKeys), options.AdminKeys, wrong);
        Keys(nameof(NamingApiOptions.ReadKeys), options.ReadKeys, wrong);
        Named(options, wrong);
        if (!options.HasAdministrator && options.ReadKeys.Count + options.Keys.Count > 0)
        {
            wrong.Add("Naming:Api has keys and none of an administrator, so nobody could do what the others may not: set Naming:Api:AdminKeys too");
        }

        if (options.UnknownRole is not (null or NamingRole.Anyone or NamingRole.Viewer))
        {
            wrong.Add($"Naming:Api:UnknownRole {options.UnknownRole} would let everybody change things: it is Anyone or Viewer");
        }

        OptionRange.Check($"Naming:Api:{nameof(options.WatchersMax)}", options.WatchersMax, 1, 100_000, wrong);
        OptionRange.Check($"Naming:Api:{nameof(options.WatchersPerCallerMax)}", options.WatchersPerCallerMax, 1, 100_000, wrong);
        OptionRange.Check($"Naming:Api:{nameof(options.ConnectionsMax)}", options.ConnectionsMax, 1, 1_000_000, wrong);
        OptionRange.Check($"Naming:Api:{nameof(options.ConnectionsPerCallerMax)}", options.ConnectionsPerCallerMax, 1, 1_000_000, wrong);
        OptionRange.Check($"Naming:Api:{nameof(options.WritesPerSecond)}", options.WritesPerSecond, 1, 1_000_000, wrong);
        OptionRange.Check($"Naming:Api:{nameof(options.BulkReadsMax)}", options.BulkReadsMax, 1, 10_000, wrong);
        OptionRange.Check($"Naming:Api:{nameof(options.BulkReadsWaitingMax)}", options.BulkReadsWaitingMax, 0, 100_000, wrong);
        OptionRange.Check($"Naming:Api:{nameof(options.Heartbeat)}", options.Heartbeat, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5), wrong);

        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }

    private static void Named(NamingApiOptions options, List<string> wrong)
    {
        if (options.Keys.Count > KeysMax)
        {
            wrong.Add($"Naming:Api:Keys has {options.Keys.Count} keys: at most {KeysMax}");
        }

        for (var i = 0; i < options.Keys.Count; i++)
        {
            var key = options.Keys[i];
            Key($"Keys:{i}:Key", key.Key, wrong);
            if (NamePath.CheckSegment(key.Name) is { } why)
            {
                wrong.Add($"Naming:Api:Keys:{i}:Name is no name: {why}");
            }

            if (key.Role == NamingRole.Anyone || !Enum.IsDefined(key.Role))
            {
                wrong.Add($"Naming:Api:Keys:{i}:Role is missing: it is Viewer, Author, Operator or Administrator");
            }
        }

        wrong.AddRange(options.Keys.GroupBy(key => key.Name, StringComparer.Ordinal).Where(same => same.Count() > 1).Select(same => $"Naming:Api:Keys has several named '{same.Key}': the audit could not tell them apart"));
    }

    private static void Keys(string property, IList<string> keys, List<string> wrong)
    {
        for (var i = 0; i < keys.Count; i++)
        {
            Key($"{property}:{i}", keys[i], wrong);
        }
    }

    private static void Key(string property, string key, List<string> wrong)
    {
        if (key.Length < KeyLengthMin || key.Any(c => c is <= ' ' or > '~'))
        {
            wrong.Add($"Naming:Api:{property} is too short or has characters that no header carries: use at least {KeyLengthMin} printable ones, such as from 'openssl rand -hex 32'");
        }
    }
}
