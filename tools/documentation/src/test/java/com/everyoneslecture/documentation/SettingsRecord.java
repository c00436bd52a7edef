package com.everyoneslecture.documentation;

import java.util.List;
import java.util.Map;

/**
 * A settings record.
 *
 * @param settings the components of the record
 * @param nested the records that are the types of its components, by simple name
 */
record SettingsRecord(List<Setting> settings, Map<String, SettingsRecord> nested) {}
