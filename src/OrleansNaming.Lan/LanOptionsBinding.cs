using Microsoft.Extensions.Configuration;

namespace OrleansNaming.Lan;

/// <summary>Fills the options from the configuration's section, on either engine.</summary>
internal static class LanOptionsBinding
{
    /// <summary>
    /// The binder leaves out a list with nothing in it, and that would be the opposite of what is meant: everyone instead of nobody. One value that is no list is a list of one, as in an
    /// environment variable.
    /// </summary>
    public static void BindFrom(this LanOptions options, IConfiguration? configuration)
    {
        if (configuration?.GetSection(LanOptions.Section) is not { } section)
        {
            return;
        }

        section.Bind(options);
        foreach (var relation in section.GetSection(nameof(LanOptions.Relations)).GetChildren().Where(relation => !relation.GetChildren().Any()))
        {
            options.Relations[relation.Key] = string.IsNullOrEmpty(relation.Value) ? [] : [relation.Value];
        }
    }
}
