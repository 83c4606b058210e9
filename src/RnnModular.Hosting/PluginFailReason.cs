namespace RnnModular.Hosting;

/// <summary>Why a plugin was given up; the value is the number in its id, <c>RNN1001</c> and so on, and is never reused.</summary>
public enum PluginFailReason
{
    /// <summary>plugin.json is absent, is not JSON, or holds a value that cannot be used.</summary>
    InvalidManifest = 1001,

    /// <summary>Another folder holds the same plugin in a newer version.</summary>
    Duplicate = 1002,

    /// <summary>A plugin it needs is absent, too old or too new, or failed itself.</summary>
    MissingDependency = 1003,

    /// <summary>It needs itself, through others.</summary>
    CyclicDependency = 1004,

    /// <summary>It cannot live beside a plugin that is installed.</summary>
    Incompatible = 1005,

    /// <summary>It was written for an older version of the host's contracts.</summary>
    ApiTooOld = 1006,

    /// <summary>It needs a newer version of the host's contracts.</summary>
    ApiTooNew = 1007,

    /// <summary>Its assembly cannot be loaded.</summary>
    LoadFailed = 1008,

    /// <summary>Its entry point is absent, ambiguous, or threw.</summary>
    EntryFailed = 1009,

    /// <summary>It ran, but registered something else than its manifest promises.</summary>
    Malfunctioned = 1010,

    /// <summary>A .cell file in the plugins folder cannot be compiled, or its id is taken.</summary>
    InvalidCell = 1011,
}
