package com.everyoneslecture.documentation;

import java.util.List;
import java.util.Map;

/**
 * A settings record.
 *
 * @param settings its components
 * @param nested the records that its components are of, by simple name
 */
record SettingsRecord(List<Setting> settings, Map<String, SettingsRecord> nested) {}
