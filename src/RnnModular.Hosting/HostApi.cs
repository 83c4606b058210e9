namespace RnnModular.Hosting;

/// <summary>The version of the contracts in RnnModular.Abstractions that this host offers to plugins.</summary>
public static class HostApi
{
    /// <summary>Major and minor version; a new major version breaks plugins, a new minor one only adds.</summary>
    public const string Version = "1.0";
}
