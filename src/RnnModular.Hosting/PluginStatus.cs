namespace RnnModular.Hosting;

/// <summary>How far a plugin has come.</summary>
public enum PluginStatus
{
    /// <summary>Its folder was found and its manifest read.</summary>
    Discovered,

    /// <summary>Its manifest cannot be used.</summary>
    Invalid,

    /// <summary>Its place in the load order is known.</summary>
    Ordered,

    /// <summary>Its assembly is loaded and its entry point found.</summary>
    Loaded,

    /// <summary>It has registered what it brings.</summary>
    Active,

    /// <summary>Its folder's name starts with a full stop, so it is left alone.</summary>
    Disabled,

    /// <summary>It was given up; the reason says why.</summary>
    Failed,

    /// <summary>It was active, and has been taken out again.</summary>
    Unloaded,
}
